package io.webhookcourier.egress;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One place of this very process that deliveries may go to, over http too: the demo receiver. It is bound to address,
 * port and path, since the console and the API answer on the same port and must stay out of reach of a URL that a
 * stranger typed. Only a URL that spells the address itself is exempt; a name that leads there is not.
 *
 * @param address what the receiver listens on
 * @param port 1 to 65535
 * @param path begins with a slash; covers itself and what lies below it
 */
public record Exemption(InetAddress address, int port, String path) {

    /** Nothing that a server could take for another path: no dots, no escapes, no doubled slashes. */
    private static final Pattern PLAIN_PATH = Pattern.compile("(?:/[A-Za-z0-9_-]+)+");

    public Exemption {
        Objects.requireNonNull(address, "address");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not from 1 to 65535");
        }
        if (!PLAIN_PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("'" + path + "' is not a plain path such as /demo/receiver");
        }
    }

    boolean isAt(Optional<InetAddress> spelledOut, int otherPort) {
        return port == otherPort && spelledOut.filter(address::equals).isPresent();
    }

    boolean covers(String requestPath) {
        int query = requestPath.indexOf('?');
        String plain = query < 0 ? requestPath : requestPath.substring(0, query);
        return plain.equals(path)
                || plain.startsWith(path + "/") && PLAIN_PATH.matcher(plain).matches();
    }
}
