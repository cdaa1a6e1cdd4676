package io.webhookcourier.web;

import java.util.List;

/**
 * Answers the requests of one table of routes. May block; is called by several threads at once.
 *
 * @param <R> the table
 */
public interface WebHandler<R extends WebRoute> {

    /** @param route the one that the request matches */
    WebResponse handle(R route, WebRequest request);

    /**
     * Answers a request that matches no route.
     *
     * @param allowed the methods that its path accepts; empty where nothing is at this path
     */
    WebResponse handleUnmatched(WebRequest request, List<String> allowed);
}
