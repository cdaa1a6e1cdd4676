package io.webhookcourier.egress;

/**
 * What came of reading a URL: one of the two.
 *
 * @param url null when the text is no URL that deliveries accept
 * @param problem what is wrong with it, to follow a colon; shows nothing of the URL, which may hold a token; null when
 *     nothing is
 */
public record UrlReading(EndpointUrl url, String problem) {

    static UrlReading refused(String problem) {
        return new UrlReading(null, problem);
    }
}
