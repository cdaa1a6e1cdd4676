package io.webhookcourier.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The hosts of a database URL: {@code host:port,[v6]:port}. */
final class DatabaseHosts {

    private static final Pattern HOST =
            Pattern.compile("(\\[(?<v6>[^\\]]*)\\]|(?<name>[A-Za-z0-9._-]+))(:(?<port>.*))?");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final int DEFAULT_PORT = 5432;
    private static final int HIGHEST_PORT = 65_535;

    private DatabaseHosts() {}

    /**
     * @return the same with every port written out
     * @throws InvalidValueException with a reason that repeats nothing: an unencoded password can end up in here
     */
    static String read(String hosts) {
        return Stream.of(hosts.split(",", -1)).map(DatabaseHosts::one).collect(Collectors.joining(","));
    }

    private static String one(String text) {
        Matcher host = HOST.matcher(text);
        if (!host.matches() || (host.group("v6") != null && !IpLiteral.isV6(host.group("v6")))) {
            throw new InvalidValueException(
                    text.isEmpty()
                            ? "names no host"
                            : "holds a host that is neither a name nor an address; in a user name or password write"
                                    + " / as %2F, ? as %3F, @ as %40 and : as %3A");
        }
        return host.group(1) + ":" + port(host.group("port"));
    }

    private static int port(String text) {
        if (text == null) {
            return DEFAULT_PORT;
        }
        int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (port < 1 || port > HIGHEST_PORT) {
            throw new InvalidValueException("holds a port that is not a number from 1 to " + HIGHEST_PORT
                    + "; in a user name or password write / as %2F, ? as %3F, @ as %40 and : as %3A");
        }
        return port;
    }
}
