package io.webhookcourier.service;

import io.vertx.ext.web.Router;
import io.webhookcourier.config.Settings;
import io.webhookcourier.console.ConsoleRoute;
import io.webhookcourier.web.Door;
import io.webhookcourier.web.HeadCheck;
import io.webhookcourier.web.WebResponse;

/**
 * Routes of users that answer HTTP requests ({@code platform-http:}, {@code rest:}) let in the callers that the API lets
 * in: host, origin and token are checked before a request reaches them, whenever the routes were loaded.
 */
final class UsersHttpRoutes {

    private UsersHttpRoutes() {}

    /**
     * To be called after the guards of single paths were added.
     *
     * @param router of the HTTP server that listens on {@code courier.http.port}
     */
    static void guard(Router router, Settings settings, Entrance entrance) {
        Door door = entrance.door();
        if (settings.http().port() == 0 && settings.management().port() == 0) {
            // Both are one server then, and the management paths have checks of their own.
            door.leave(router, "/observe/*");
            door.leave(router, "/hawtio*");
        }
        door.guard(router, "/*", settings.delivery().payloadLimit(), check(entrance));
    }

    /** An operator who has logged in and mistypes an address stays in the console; it knows no address of theirs. */
    private static HeadCheck check(Entrance entrance) {
        HeadCheck token = entrance.others();
        return head -> token.refusal(head)
                .map(refusal -> entrance.console().isPageOfVisitor(head)
                        ? WebResponse.seeOther(ConsoleRoute.MISSING.path())
                        : refusal);
    }
}
