package io.webhookcourier.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code postgresql://user:password@host:port/db?…}, as Prisma, libpq and hosted platforms write it. */
final class PostgresUrlReader {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
    private static final List<String> ELSEWHERE = List.of("host", "hostaddr", "port", "dbname", "service");
    private static final Map<String, String> TARGETS = Map.of(
            "any",
            "any",
            "primary",
            "primary",
            "read-write",
            "primary",
            "standby",
            "secondary",
            "read-only",
            "secondary",
            "prefer-standby",
            "preferSecondary");

    private final String authority;
    private final String path;
    private final UrlQuery query;

    PostgresUrlReader(String afterScheme) {
        int mark = afterScheme.indexOf('?');
        String server = mark < 0 ? afterScheme : afterScheme.substring(0, mark);
        query = new UrlQuery(mark < 0 ? "" : afterScheme.substring(mark + 1), name -> false);
        int slash = server.indexOf('/');
        authority = slash < 0 ? server : server.substring(0, slash);
        path = slash < 0 ? "" : server.substring(slash + 1);
    }

    DatabaseUrl read() {
        int at = authority.lastIndexOf('@');
        String[] credentials =
                at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
        String hosts = DatabaseUrl.hostsWithPorts(authority.substring(at + 1));
        String user = orElse(credentials.length > 0 ? PercentCoding.decode(credentials[0]) : "", "user");
        String password = orElse(credentials.length > 1 ? PercentCoding.decode(credentials[1]) : "", "password");
        String schema = query.take("schema");
        boolean pgbouncer = query.takeFlag("pgbouncer");
        String url = DatabaseUrl.JDBC + "//" + hosts + "/" + PercentCoding.encode(database());
        return new DatabaseUrl(
                PercentCoding.withParameters(url, parameters(pgbouncer)),
                user,
                Secret.of(password),
                schema,
                pgbouncer,
                query.ignored());
    }

    private String orElse(String beforeHost, String parameter) {
        String inQuery = query.takeLiterally(parameter);
        return beforeHost.isEmpty() ? inQuery : beforeHost;
    }

    private String database() {
        if (path.isEmpty()) {
            throw new InvalidValueException("names no database: a / and its name belong after the host");
        }
        if (path.indexOf('/') >= 0 || path.indexOf('@') >= 0) {
            throw new InvalidValueException("holds a / or @ too many; write / as %2F and @ as %40");
        }
        return PercentCoding.decode(path);
    }

    private Map<String, String> parameters(boolean pgbouncer) {
        ELSEWHERE.stream().filter(query::has).findFirst().ifPresent(name -> {
            throw new InvalidValueException("holds the parameter " + name
                    + "; host, port and database come before the question mark, and Unix sockets are not supported");
        });
        Map<String, String> parameters = new TreeMap<>(TlsParameters.from(query));
        putIfGiven(parameters, "ApplicationName", query.take("application_name"));
        putIfGiven(parameters, "options", query.take("options"));
        putIfGiven(
                parameters,
                "channelBinding",
                query.takeOneOf("channel_binding", List.of("disable", "prefer", "require")));
        putIfGiven(parameters, "connectTimeout", seconds());
        String target = query.takeOneOf("target_session_attrs", List.copyOf(new TreeMap<>(TARGETS).keySet()));
        putIfGiven(parameters, "targetServerType", target == null ? null : TARGETS.get(target));
        if (pgbouncer) {
            parameters.put("prepareThreshold", "0");
        }
        return parameters;
    }

    private String seconds() {
        String text = query.take("connect_timeout");
        if (text != null && !SECONDS.matcher(text).matches()) {
            throw new InvalidValueException("holds connect_timeout that is not a whole number of seconds");
        }
        return text;
    }

    private static void putIfGiven(Map<String, String> parameters, String name, String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
