package io.webhookcourier.service;

import io.vertx.ext.web.Router;
import io.webhookcourier.api.ApiDoor;
import io.webhookcourier.config.Settings;
import io.webhookcourier.console.ConsoleDoor;
import io.webhookcourier.console.ConsoleRoute;
import io.webhookcourier.web.Door;
import io.webhookcourier.web.HeadCheck;
import io.webhookcourier.web.TokenCheck;
import io.webhookcourier.web.WebResponse;
import java.time.InstantSource;

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
    static void guard(Router router, Settings settings) {
        Door door = WebAccess.door(settings);
        if (settings.http().port() == 0 && settings.management().port() == 0) {
            // Both are one server then, and the management paths have checks of their own.
            door.leave(router, "/observe/*");
            door.leave(router, "/hawtio*");
        }
        door.guard(router, "/*", settings.delivery().payloadLimit(), check(settings));
    }

    /** An operator who has logged in and mistypes an address stays in the console; it knows no address of theirs. */
    private static HeadCheck check(Settings settings) {
        TokenCheck token = new TokenCheck(settings.http().token(), System::nanoTime);
        ApiDoor api = new ApiDoor(token);
        ConsoleDoor console = new ConsoleDoor(token, settings.http().token(), InstantSource.system());
        return head -> api.refusal(head)
                .map(refusal ->
                        console.isPageOfVisitor(head) ? WebResponse.seeOther(ConsoleRoute.MISSING.path()) : refusal);
    }
}
