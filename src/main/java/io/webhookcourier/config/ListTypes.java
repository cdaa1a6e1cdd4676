package io.webhookcourier.config;

import static io.webhookcourier.config.InvalidValueException.unless;

import io.webhookcourier.text.IpLiteral;
import io.webhookcourier.text.OneLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of settings with several values, separated by commas; blanks around each do not count. */
final class ListTypes {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");
    private static final Pattern PREFIX_LENGTH = Pattern.compile("\\d{1,3}");
    private static final Pattern LOGGER = Pattern.compile("[A-Za-z0-9_$-]+(\\.[A-Za-z0-9_$-]+)*");
    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

    /** RFC 9110, section 5.6.2. */
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    /** They frame a message or concern one connection only (RFC 9110, sections 7.2, 7.6.1, 10.1.1 and 11.7). */
    private static final Set<String> HEADERS_OF_THE_CONNECTION = Set.of(
            "connection",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final Set<String> COOKIES = Set.of("cookie", "cookie2", "set-cookie", "set-cookie2");

    private ListTypes() {}

    /** None twice. */
    static ValueType<List<String>> providers() {
        return list("names of letters, digits and _, separated by commas", text -> {
            List<String> names = checked(text, name -> {
                unless(!name.isEmpty(), "a name is empty");
                unless(NAME.matcher(name).matches(), OneLine.quoted(name) + " is not a name");
            });
            unless(names.stream().distinct().count() == names.size(), "a name is listed twice");
            return names;
        });
    }

    static ValueType<List<String>> hostNames() {
        return list(
                "host names such as console.example.com, without scheme and port, separated by commas",
                text -> checked(
                        text,
                        name -> unless(
                                HOST_NAME.matcher(name).matches(), OneLine.quoted(name) + " is not a host name")));
    }

    /** CIDR blocks; bits of the host part may be set. */
    static ValueType<List<String>> networks() {
        return list(
                "CIDR blocks such as 10.1.0.0/16 or fd00::/8, separated by commas",
                text -> checked(text, ListTypes::checkNetwork));
    }

    private static void checkNetwork(String block) {
        int slash = block.indexOf('/');
        String address = slash < 0 ? block : block.substring(0, slash);
        String prefix = slash < 0 ? "" : block.substring(slash + 1);
        int bits = IpLiteral.isV4(address) ? 32 : IpLiteral.isV6(address) ? 128 : -1;
        unless(bits > 0, OneLine.quoted(block) + " does not start with an IPv4 or IPv6 address");
        unless(
                PREFIX_LENGTH.matcher(prefix).matches() && Integer.parseInt(prefix) <= bits,
                OneLine.quoted(block) + " needs a prefix length from /0 to /" + bits);
    }

    /** Names of request headers in lower case, without those that the service or its HTTP client answers for. */
    static ValueType<List<String>> headerNames() {
        return list(
                "names of headers such as api-key, separated by commas; none that begins with content- or camel, and not"
                        + " host, user-agent, cookie or one of the connection's",
                text -> checked(text.toLowerCase(Locale.ROOT), ListTypes::checkHeader).stream()
                        .distinct()
                        .toList());
    }

    private static void checkHeader(String name) {
        unless(HEADER_NAME.matcher(name).matches(), OneLine.quoted(name) + " is not the name of a header");
        unless(
                !name.startsWith("camel") && !name.startsWith("org.apache.camel"),
                OneLine.quoted(name) + " is Camel's own and never leaves");
        unless(
                !name.startsWith("content-") && !name.equals("user-agent"),
                OneLine.quoted(name) + " is set by the service");
        unless(
                !HEADERS_OF_THE_CONNECTION.contains(name),
                OneLine.quoted(name) + " belongs to the connection and is set by the HTTP client");
        unless(!COOKIES.contains(name), OneLine.quoted(name) + " is not sent: a delivery has no session");
    }

    /** Levels of single loggers, {@code name=LEVEL}. */
    static ValueType<Map<String, String>> logLevels() {
        String accepted = "pairs such as org.apache.camel=DEBUG, separated by commas, of a logger and one of "
                + String.join(", ", LEVELS);
        return ValueType.of(accepted, ListTypes::readLevels).writtenBy(levels -> levels.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(",")));
    }

    private static Map<String, String> readLevels(String text) {
        Map<String, String> levels = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            String[] parts = pair.split("=", -1);
            String name = parts[0].strip();
            String level = parts.length == 2 ? parts[1].strip() : "";
            unless(
                    LOGGER.matcher(name).matches() && LEVELS.contains(level),
                    OneLine.quoted(pair.strip()) + " is not a logger and its level");
            unless(levels.put(name, level) == null, "the logger " + OneLine.quoted(name) + " is listed twice");
        }
        return levels;
    }

    private static ValueType<List<String>> list(String accepted, Function<String, List<String>> reader) {
        return ValueType.of(accepted, reader).writtenBy(list -> String.join(",", list));
    }

    private static List<String> checked(String text, Consumer<String> check) {
        List<String> values = Stream.of(text.split(",", -1)).map(String::strip).toList();
        values.forEach(check);
        return values;
    }
}
