package io.webhookcourier.demo;

import java.time.Instant;
import java.util.Map;

/**
 * A request as the demo receiver got it.
 *
 * @param headers the content type, the user agent and what the service sets itself
 * @param body the beginning of the body
 * @param genuine whether signature and timestamp are right
 * @param status what was answered
 * @param answer the answer's text
 */
record ReceivedRequest(
        Instant receivedAt, Map<String, String> headers, String body, boolean genuine, int status, String answer) {}
