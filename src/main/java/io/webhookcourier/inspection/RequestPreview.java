package io.webhookcourier.inspection;

import java.time.Instant;
import java.util.Map;

/**
 * The request that was or would be sent, as far as it can be known: requests are not kept. Body and headers are made
 * again by the rules of the project's own CRM route, and signed with the secret that the workspace has now.
 *
 * @param url scheme and host only: the path may hold a receiver's token; null without an accepted URL
 * @param headers by name, in the order of the contract
 * @param signedFor the moment that the shown signature is for: the start of the last attempt, or an hour ago when that
 *     was later, so that the signature is of no use for sending
 * @param signed whether there is a secret to sign with
 * @param body null when there is none; then {@code problem} says why
 * @param problem null when there is a body
 */
public record RequestPreview(
        String url, Map<String, String> headers, Instant signedFor, boolean signed, String body, String problem) {

    /**
     * A command that sends the same request to the URL in the variable {@code WEBHOOK_URL}, for a POSIX shell; null when
     * there is no body. The URL is not in it: its path may hold a receiver's token.
     */
    public String curl() {
        if (body == null) {
            return null;
        }
        StringBuilder command = new StringBuilder("curl -i \"$WEBHOOK_URL\"");
        headers.forEach((name, value) -> command.append(" \\\n  -H ").append(quoted(name + ": " + value)));
        return command.append(" \\\n  --data-raw ").append(quoted(body)).toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
