package io.webhookcourier.console;

import java.time.Duration;

/** What every cookie of the console has: no script reads it, and no other site's page sends it. */
final class Cookie {

    private Cookie() {}

    /**
     * The value of a {@code Set-Cookie} header.
     *
     * @param kept zero has the browser forget it
     */
    static String header(String name, String value, Duration kept) {
        return name + "=" + value + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + kept.toSeconds();
    }
}
