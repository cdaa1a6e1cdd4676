package io.webhookcourier.egress;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An untrusted webhook URL, read strictly and written in the one spelling that is sent (contract, sections 5
 * and 6): lower-case scheme, canonical host, and after it the {@link RequestTarget}. No brace is left in it: Camel
 * resolves <code>{{…}}</code> in the URI that it is given, and a URL must not be able to ask for a setting's value.
 */
public final class EndpointUrl {

    private final String url;
    private final HostSpelling host;
    private final int port;

    EndpointUrl(String url, HostSpelling host, int port) {
        this.url = url;
        this.host = host;
        this.port = port;
    }

    /**
     * Reads a URL; white space around it does not count. A forbidden address that is spelled out is no reason against
     * the URL: it is well-formed, and is refused as {@code egress_denied} when it is connected to.
     */
    public static UrlReading read(String text, EgressPolicy policy) {
        return new UrlReader(policy).read(text);
    }

    /**
     * As {@link #read}, for callers who need no reason.
     *
     * @return empty for null and blank, and for a URL that does not parse, has a scheme that the policy does not accept,
     *     or carries credentials
     */
    public static Optional<EndpointUrl> parse(String text, EgressPolicy policy) {
        return Optional.ofNullable(read(text, policy).url());
    }

    /** The URL to give to Camel as {@code CamelHttpUri}. May hold a receiver's token in its path or query. */
    public String url() {
        return url;
    }

    /** Host and port, such as {@code hooks.example.com:443}: what deliveries to the same endpoint have in common. */
    public String origin() {
        return host.inUrl() + ":" + port;
    }

    HostSpelling host() {
        return host;
    }

    int port() {
        return port;
    }

    /** The address that the URL spells out, or empty when its host is a name. */
    public Optional<InetAddress> literalAddress() {
        return host.address();
    }

    /** Without path and query, which may hold a receiver's token. */
    @Override
    public String toString() {
        return "EndpointUrl[" + origin() + "]";
    }
}
