package io.webhookcourier.service;

import io.webhookcourier.api.ApiDoor;
import io.webhookcourier.config.Settings;
import io.webhookcourier.console.ConsoleDoor;
import io.webhookcourier.web.Door;
import io.webhookcourier.web.OriginCheck;
import io.webhookcourier.web.TokenCheck;
import java.time.InstantSource;
import java.util.stream.Stream;

/**
 * Who is let in, the same for everything that answers HTTP requests: one rule for hosts and origins, one token, one count
 * of wrong ones.
 *
 * @param door host and origin on {@code courier.http.port}
 * @param token what API, console, demo, routes of users and Hawtio compare
 * @param console knows the sessions of those who have logged in
 */
record Entrance(Door door, TokenCheck token, ConsoleDoor console) {

    static Entrance of(Settings.Http http) {
        TokenCheck token = new TokenCheck(http.token(), http.readToken(), System::nanoTime);
        OriginCheck origins = OriginCheck.forNames(Stream.concat(Stream.of(http.host()), http.allowedHosts().stream()));
        return new Entrance(
                new Door(origins, http.userHeader()),
                token,
                new ConsoleDoor(token, http.token(), InstantSource.system()));
    }

    /** Lets in callers of the API. */
    ApiDoor api() {
        return ApiDoor.ofApi(token);
    }

    /** Lets in callers of what is beside API and console. */
    ApiDoor others() {
        return ApiDoor.ofOtherPaths(token);
    }
}
