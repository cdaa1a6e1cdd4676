package io.webhookcourier.egress;

import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.TerminalFailureException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Which message headers leave as HTTP headers: a short list of names, those that are configured, and everything that begins
 * with {@code x-}, with {@code webhook-} or with the configured prefix. No Camel header is among them (contract, section 5), and
 * none that frames a message (Host, Content-Length, Transfer-Encoding, Connection): HttpClient writes these.
 */
final class OutgoingHeaders implements HeaderFilterStrategy {

    private static final Set<String> NAMES = Set.of(
            "content-type",
            "user-agent",
            "accept",
            "accept-language",
            "authorization",
            "idempotency-key",
            "if-match",
            "if-none-match",
            "traceparent",
            "tracestate",
            "baggage");

    private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final String[] prefixes;

    /**
     * @param prefix of the delivery headers, {@code courier.crm.header-prefix}
     * @param further names, {@code courier.delivery.headers}
     */
    OutgoingHeaders(String prefix, Collection<String> further) {
        names.addAll(NAMES);
        names.addAll(further);
        prefixes = prefix.isEmpty() ? new String[] {"x-", "webhook-"} : new String[] {"x-", "webhook-", prefix};
    }

    /** @throws TerminalFailureException when a header that would leave holds a line break or another control character */
    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        if (startsWith(name, "camel") || !isListed(name)) {
            return true;
        }
        if (hasControlCharacter(name) || value != null && hasControlCharacter(value.toString())) {
            throw new TerminalFailureException(Reason.of(
                    Kind.INVALID_HEADER,
                    "a control character in the name or value of header "
                            + name.codePoints()
                                    .filter(c -> c > ' ' && c < 0x7f)
                                    .collect(
                                            StringBuilder::new,
                                            StringBuilder::appendCodePoint,
                                            StringBuilder::append)));
        }
        return false;
    }

    private boolean isListed(String name) {
        for (String prefix : prefixes) {
            if (startsWith(name, prefix)) {
                return true;
            }
        }
        return names.contains(name);
    }

    /** Nothing that a receiver says may steer a later step: its headers stay out unless a step asks for them. */
    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return startsWith(name, "camel") || startsWith(name, "org.apache.camel");
    }

    private static boolean startsWith(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                return true;
            }
        }
        return false;
    }
}
