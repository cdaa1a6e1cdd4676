package io.webhookcourier.api;

import io.webhookcourier.support.Http;
import io.webhookcourier.support.Scene;

/** Tests by subject that share the service of {@link ApiTest}, which runs them. */
abstract class ApiCases {

    final Scene scene = ApiTest.scene;
    final Http http = ApiTest.http;
    final DescribedApi api = ApiTest.api;
}
