package io.webhookcourier.inspection;

import io.webhookcourier.egress.EgressPolicy;
import io.webhookcourier.egress.EndpointUrl;
import io.webhookcourier.queue.Sql;
import io.webhookcourier.signing.SigningKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads where events of a workspace go, from the application's table. */
final class Endpoints {

    /** What is shown, and the key to sign with; null when there is none. */
    record Found(Endpoint endpoint, String origin, SigningKey key) {}

    private final String statement = Sql.statement("inspect-endpoint");
    private final EgressPolicy policy;

    Endpoints(EgressPolicy policy) {
        this.policy = policy;
    }

    Found read(Connection connection, String workspaceId) throws SQLException {
        try (PreparedStatement prepared = Reading.prepared(connection, statement, workspaceId);
                ResultSet row = prepared.executeQuery()) {
            if (!row.next()) {
                return new Found(Endpoint.NONE, null, null);
            }
            String secret = row.getString("secret");
            SigningKey key = secret == null || secret.isBlank() ? null : SigningKey.of(secret.strip());
            String url = row.getString("url");
            Endpoint endpoint = endpoint(row, url, key != null);
            return new Found(endpoint, endpoint.host() == null ? null : scheme(url) + endpoint.host(), key);
        }
    }

    /** Of a row with the columns enabled, url and events. */
    Endpoint endpoint(ResultSet row, String url, boolean secretSet) throws SQLException {
        Optional<EndpointUrl> parsed = EndpointUrl.parse(url, policy);
        return new Endpoint(
                row.getBoolean("enabled"),
                parsed.map(EndpointUrl::origin).orElse(null),
                url != null && !url.isBlank(),
                texts(row.getArray("events")),
                secretSet);
    }

    private static String scheme(String url) {
        return url.strip().regionMatches(true, 0, "http://", 0, 7) ? "http://" : "https://";
    }

    private static List<String> texts(Array array) throws SQLException {
        return array == null
                ? List.of()
                : Arrays.stream((Object[]) array.getArray())
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
    }
}
