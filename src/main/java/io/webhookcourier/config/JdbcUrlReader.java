package io.webhookcourier.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGProperty;

/**
 * {@code jdbc:postgresql:…}: taken as it is, but for credentials and schema, which are moved out. The driver's own
 * parser is not asked, because it logs a URL that it refuses, with its password.
 */
final class JdbcUrlReader {

    /** The driver takes these names of libpq, too, and turns them into its own. */
    private static final List<String> ALIASES = List.of("host", "port", "dbname");

    /** The driver hands currentSchema to the server as a search path, which folds unquoted names to lower case. */
    private static final Pattern SEARCH_PATH =
            Pattern.compile("\\s*(\"(?<quoted>([^\"]|\"\")+)\"|(?<plain>[^\\s,\"]+))\\s*(,(?<more>.*))?");

    private final String server;
    private final UrlQuery query;

    JdbcUrlReader(String afterScheme) {
        int mark = afterScheme.indexOf('?');
        server = mark < 0 ? afterScheme : afterScheme.substring(0, mark);
        query = new UrlQuery(mark < 0 ? "" : afterScheme.substring(mark + 1), JdbcUrlReader::isKnown);
    }

    DatabaseUrl read() {
        if (query.has("sslpassword")) {
            throw new InvalidValueException(
                    "holds sslpassword, which is not supported; use a key file without password");
        }
        String username = query.take("user");
        String password = query.take("password");
        List<String> warnings = new ArrayList<>();
        String schema = schema(warnings);
        boolean pgbouncer = query.takeFlag("pgbouncer");
        Map<String, String> parameters = new LinkedHashMap<>(query.takeAll(JdbcUrlReader::isKnown));
        if (pgbouncer) {
            parameters.put(PGProperty.PREPARE_THRESHOLD.getName(), "0");
        }
        warnings.addAll(query.ignored());
        return new DatabaseUrl(
                PercentCoding.withParameters(DatabaseUrl.JDBC + checkedServer(), parameters),
                username,
                Secret.of(password),
                schema,
                pgbouncer,
                List.copyOf(warnings));
    }

    private static boolean isKnown(String name) {
        return PGProperty.forName(name) != null || ALIASES.contains(name);
    }

    private String schema(List<String> warnings) {
        String own = query.take("schema");
        String path = query.take("currentSchema");
        if (path == null || own != null) {
            return own;
        }
        Matcher first = SEARCH_PATH.matcher(path);
        if (!first.matches()) {
            throw new InvalidValueException("holds currentSchema that is not a schema's name");
        }
        if (first.group("more") != null) {
            warnings.add("only the first schema of currentSchema is used");
        }
        String quoted = first.group("quoted");
        return quoted == null ? first.group("plain").toLowerCase(Locale.ROOT) : quoted.replace("\"\"", "\"");
    }

    private String checkedServer() {
        if (server.indexOf('@') >= 0) {
            throw new InvalidValueException(
                    "holds an @ before its parameters; a JDBC URL has its user and password in ?user=…&password=…");
        }
        if (!server.startsWith("//")) {
            return database(server);
        }
        int slash = server.indexOf('/', 2);
        if (slash < 0) {
            throw new InvalidValueException("names no database: a / and its name belong after the host");
        }
        String hosts = server.substring(2, slash);
        String name = server.substring(slash + 1);
        // Without a host the driver connects to this machine, without a name to the database named like the user.
        return "//" + (hosts.isEmpty() ? "" : DatabaseUrl.hostsWithPorts(hosts)) + "/"
                + (name.isEmpty() ? "" : database(name));
    }

    private static String database(String encoded) {
        if (encoded.isEmpty() || encoded.indexOf('/') >= 0) {
            throw new InvalidValueException(
                    encoded.isEmpty() ? "names no database" : "holds a / too many; write / in a name as %2F");
        }
        return PercentCoding.encode(PercentCoding.decodeQuery(encoded));
    }
}
