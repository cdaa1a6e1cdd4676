package io.webhookcourier.console;

import io.webhookcourier.console.Page.Tab;
import io.webhookcourier.web.WebRequest;

/**
 * A request of a user who may see the console.
 *
 * @param formToken what this session's forms carry
 */
record Visit(WebRequest request, String formToken, boolean canLogOut) {

    Page page(Tab tab) {
        Notice notice = Notice.of(request.parameters().get("done")).orElse(null);
        return new Page(tab, formToken, canLogOut, notice, request.user(), OperatorName.of(request));
    }
}
