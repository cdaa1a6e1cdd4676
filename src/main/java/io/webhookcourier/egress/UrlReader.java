package io.webhookcourier.egress;

import io.webhookcourier.text.Trimmed;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Reads an untrusted URL. Every URL that it rejects gets a reason. */
final class UrlReader {

    private static final int LARGEST_PORT = 65_535;

    private final EgressPolicy policy;

    UrlReader(EgressPolicy policy) {
        this.policy = policy;
    }

    UrlReading read(String text) {
        String url = Trimmed.of(text);
        String unsafe = unsafeCharacter(url);
        if (unsafe != null) {
            return UrlReading.refused("the URL holds " + unsafe);
        }
        int schemeEnd = url.indexOf("://");
        if (schemeEnd < 0) {
            return UrlReading.refused(url.isEmpty() ? "there is no URL" : "the URL does not begin with https://");
        }
        String scheme = url.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        int end = RequestTarget.endOfAuthority(url, schemeEnd + 3);
        return read(scheme, url.substring(schemeEnd + 3, end), RequestTarget.of(url.substring(end)));
    }

    private UrlReading read(String scheme, String authority, String target) {
        if (authority.indexOf('@') >= 0) {
            return UrlReading.refused("the URL carries a user name or a password, which is not accepted");
        }
        int colon = authority.indexOf(':', authority.indexOf(']') + 1);
        String digits = colon < 0 ? "" : authority.substring(colon + 1);
        int usual = scheme.equals("https") ? 443 : 80;
        int port = digits.isEmpty() ? usual : portOf(digits);
        if (port < 1 || port > LARGEST_PORT) {
            return UrlReading.refused("the URL's port is not a number from 1 to " + LARGEST_PORT);
        }
        Optional<HostSpelling> host = host(colon < 0 ? authority : authority.substring(0, colon));
        if (host.isEmpty()) {
            return UrlReading.refused("the URL has no host name or address that can be read");
        }
        if (!policy.acceptsScheme(scheme, host.get(), port)) {
            return UrlReading.refused(
                    scheme.equals("http")
                            ? "http:// is not accepted: use https://, or set courier.egress.allow-http=true"
                            : "the URL does not begin with https://");
        }
        String url = scheme + "://" + host.get().inUrl() + (port == usual ? "" : ":" + port) + target;
        return isRead(url)
                ? new UrlReading(new EndpointUrl(url, host.get(), port), null)
                : UrlReading.refused("the URL cannot be read");
    }

    private static Optional<HostSpelling> host(String text) {
        boolean bareAddress = !text.startsWith("[") && text.indexOf(':') >= 0;
        return text.isEmpty() || bareAddress ? Optional.empty() : HostSpelling.of(text);
    }

    private static int portOf(String digits) {
        boolean number = digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(digits) : -1;
    }

    private static boolean isRead(String url) {
        try {
            return new URI(url).getHost() != null;
        } catch (URISyntaxException notAUrl) {
            return false;
        }
    }

    /** A backslash is a slash to some parsers and not to others, so it is refused with spaces and control characters. */
    private static String unsafeCharacter(String url) {
        for (int i = 0; i < url.length(); i++) {
            String name = nameOfUnsafe(url.charAt(i));
            if (name != null) {
                return name + " at position " + (i + 1);
            }
        }
        return null;
    }

    private static String nameOfUnsafe(char c) {
        return switch (c) {
            case ' ', '\u00a0' -> "a blank";
            case '\t' -> "a tab";
            case '\n', '\r', '\u2028', '\u2029' -> "a line break";
            case '\\' -> "a backslash";
            default ->
                Character.isISOControl(c) ? String.format(Locale.ROOT, "the control character U+%04X", (int) c) : null;
        };
    }
}
