package io.webhookcourier.web;

import io.webhookcourier.text.IpLiteral;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Host and port as a Host header or an origin names them (RFC 9110, section 7.2).
 *
 * @param host in lower case, an IPv6 address in brackets, without a final dot
 * @param port as written, or empty
 */
record Authority(String host, String port) {

    private static final Pattern V6 = Pattern.compile("\\[[0-9a-f:.]+]");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]*[a-z0-9])?");

    static Optional<Authority> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        String lower = text.strip().toLowerCase(Locale.ROOT);
        int colon = lower.indexOf(':', lower.indexOf(']') + 1);
        String host = colon < 0 ? lower : lower.substring(0, colon);
        String port = colon < 0 ? "" : lower.substring(colon + 1);
        String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        boolean known = V6.matcher(plain).matches() || NAME.matcher(plain).matches();
        return known && port.chars().allMatch(Character::isDigit)
                ? Optional.of(new Authority(plain, port))
                : Optional.empty();
    }

    /** Of an origin such as {@code https://host:8443}; empty for {@code null} and anything that is not a web origin. */
    static Optional<Authority> ofOrigin(String origin) {
        for (String scheme : new String[] {"http://", "https://"}) {
            if (origin.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return parse(origin.substring(scheme.length()));
            }
        }
        return Optional.empty();
    }

    /** An address cannot be rebound by a name server; neither can this name. */
    boolean isAddressOrLocalhost() {
        return host.equals("localhost") || address() != null;
    }

    /** Whether it is this machine's own loopback, by address or as localhost. */
    boolean isLoopback() {
        byte[] address = address();
        return host.equals("localhost") || address != null && isLoopback(address);
    }

    private static boolean isLoopback(byte[] address) {
        try {
            return InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException neitherFourNorSixteenBytes) {
            return false;
        }
    }

    private byte[] address() {
        return IpLiteral.strict(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    }
}
