package io.webhookcourier.egress;

import io.webhookcourier.text.IpLiteral;
import java.io.ByteArrayOutputStream;
import java.net.IDN;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the host of a URL means, however it is spelled, decided before any resolver is asked: resolvers disagree about
 * {@code 127.1}, {@code 0177.0.0.1} and {@code localhost.}, and the guard must not. Follows the host parser of the
 * WHATWG URL standard, section 3.5, which is what browsers do.
 */
final class HostSpelling {

    /** Java's URI, and with it Camel, takes no other names; hence no underscore, and a letter begins the last label. */
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** IDNA 2003, which Java has, and IDNA 2008, which browsers have, lead these to different hosts (UTS 46). */
    private static final Pattern AMBIGUOUS = Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

    private static final int LONGEST_NAME = 253;

    private final String name;
    private final InetAddress literal;

    private HostSpelling(String name, InetAddress literal) {
        this.name = name;
        this.literal = literal;
    }

    /** @return empty when the text is no host */
    static Optional<HostSpelling> of(String host) {
        if (host.startsWith("[")) {
            return host.endsWith("]") ? ofV6(host.substring(1, host.length() - 1)) : Optional.empty();
        }
        if (host.indexOf(':') >= 0) {
            return ofV6(host);
        }
        String ascii = ascii(host);
        if (ascii == null) {
            return Optional.empty();
        }
        if (ascii.endsWith(".")) {
            ascii = ascii.substring(0, ascii.length() - 1);
        }
        String lastLabel = ascii.substring(ascii.lastIndexOf('.') + 1);
        if (IpLiteral.isNumber(lastLabel)) {
            return literal(IpLiteral.v4(ascii));
        }
        boolean isName = ascii.length() <= LONGEST_NAME && NAME.matcher(ascii).matches();
        return isName ? Optional.of(new HostSpelling(ascii, null)) : Optional.empty();
    }

    /** A zone (RFC 6874) says nothing about whether the address is forbidden, so it is left out. */
    private static Optional<HostSpelling> ofV6(String text) {
        int zone = text.indexOf('%');
        return literal(IpLiteral.v6(zone < 0 ? text : text.substring(0, zone)));
    }

    private static Optional<HostSpelling> literal(byte[] address) {
        return Optional.ofNullable(address)
                .map(bytes -> new HostSpelling(null, IpLiteral.address(IpLiteral.unmapped(bytes))));
    }

    private static String ascii(String host) {
        String decoded = host.indexOf('%') < 0 ? host : percentDecoded(host);
        if (decoded == null) {
            return null;
        }
        if (decoded.chars().allMatch(c -> c < 128)) {
            return decoded.toLowerCase(Locale.ROOT);
        }
        if (AMBIGUOUS.matcher(decoded).find()) {
            return null;
        }
        try {
            String composed = Normalizer.normalize(decoded, Normalizer.Form.NFKC);
            return IDN.toASCII(composed, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notAName) {
            return null;
        }
    }

    private static String percentDecoded(String host) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(host.length());
        byte[] encoded = host.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                bytes.write(encoded[i]);
                continue;
            }
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    /** The address that is spelled out, or empty when the host is a name. */
    Optional<InetAddress> address() {
        return Optional.ofNullable(literal);
    }

    /** The host as a resolver or a certificate has it: a lower-case ASCII name, or an address without brackets. */
    String plain() {
        return literal == null ? name : literal.getHostAddress();
    }

    /** The host as a URL has it: an IPv6 address in brackets. */
    String inUrl() {
        return literal != null && literal.getAddress().length == 16 ? "[" + plain() + "]" : plain();
    }
}
