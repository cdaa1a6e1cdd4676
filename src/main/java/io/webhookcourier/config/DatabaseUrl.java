package io.webhookcourier.config;

import io.webhookcourier.text.IpLiteral;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A database URL taken apart (contract, section 2).
 *
 * @param jdbcUrl for PostgreSQL's driver; holds no user, no password and no schema
 * @param username null when the URL names none
 * @param password null when the URL has none
 * @param schema null when the URL names none
 * @param warnings what was ignored; free of secrets
 */
record DatabaseUrl(
        String jdbcUrl, String username, Secret password, String schema, boolean pgbouncer, List<String> warnings) {

    static final String JDBC = "jdbc:postgresql:";

    private static final Pattern HOST =
            Pattern.compile("(\\[(?<v6>[^\\]]*)\\]|(?<name>[A-Za-z0-9._-]+))(:(?<port>.*))?");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final int DEFAULT_PORT = 5432;
    private static final int HIGHEST_PORT = 65_535;

    /** @throws InvalidValueException when it is no URL of these forms; the reason repeats no part of the text */
    static DatabaseUrl parse(String text) {
        if (text.chars().anyMatch(character -> character <= ' ' || character == 0x7f)) {
            throw new InvalidValueException("holds a space or a control character; write a space as %20");
        }
        if (text.indexOf('#') >= 0) {
            throw new InvalidValueException("holds a #; write it as %23");
        }
        if (text.startsWith(JDBC)) {
            return new JdbcUrlReader(text.substring(JDBC.length())).read();
        }
        for (String scheme : List.of("postgresql://", "postgres://")) {
            if (text.startsWith(scheme)) {
                return new PostgresUrlReader(text.substring(scheme.length())).read();
            }
        }
        throw new InvalidValueException("not a URL of PostgreSQL");
    }

    /**
     * The hosts of a URL, {@code host,[v6]:port}, with every port written out.
     *
     * @throws InvalidValueException with a reason that repeats nothing: an unencoded password can end up in here
     */
    static String hostsWithPorts(String hosts) {
        return Stream.of(hosts.split(",", -1)).map(DatabaseUrl::hostWithPort).collect(Collectors.joining(","));
    }

    private static String hostWithPort(String text) {
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
