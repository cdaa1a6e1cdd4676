package io.webhookcourier.egress;

import io.webhookcourier.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What the delivery client needs to know of the settings.
 *
 * @param timeout of a whole attempt; a request outside any attempt has as long
 * @param concurrency requests at the same time
 * @param keptConnections open besides those, for later requests
 * @param responseLimit bytes of a response that are read
 * @param headerPrefix of the delivery headers
 * @param headers that leave beside those that always may
 * @param tls the truststore
 */
public record HttpClientOptions(
        Duration timeout,
        int concurrency,
        int keptConnections,
        int responseLimit,
        String headerPrefix,
        List<String> headers,
        Settings.Tls tls) {

    public HttpClientOptions {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(headerPrefix, "headerPrefix");
        headers = List.copyOf(headers);
        Objects.requireNonNull(tls, "tls");
    }

    public static HttpClientOptions of(Settings settings) {
        Settings.Delivery delivery = settings.delivery();
        return new HttpClientOptions(
                delivery.timeout(),
                delivery.concurrency(),
                delivery.keptConnections(),
                delivery.responseLimit(),
                settings.crm().headerPrefix(),
                delivery.headers(),
                settings.tls());
    }
}
