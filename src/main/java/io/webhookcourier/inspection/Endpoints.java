package io.webhookcourier.inspection;

import io.webhookcourier.crm.CrmSettings;
import io.webhookcourier.crm.CrmUrl;
import io.webhookcourier.database.NamedStatement;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.egress.EgressPolicy;
import io.webhookcourier.egress.EndpointUrl;
import io.webhookcourier.egress.UrlReading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads where events of a workspace go, from the application's table, as a delivery reads it. */
final class Endpoints {

    /** A workspace's settings, and what came of reading their URL. */
    record Found(CrmSettings settings, UrlReading url) {

        /** What is shown. */
        Endpoint endpoint() {
            return new Endpoint(
                    settings.enabled(),
                    url.url() == null ? null : url.url().origin(),
                    settings.url() != null,
                    settings.url() == null ? null : url.problem(),
                    List.copyOf(settings.events()),
                    settings.signingKey() != null);
        }

        /** Scheme, host and port; null when there is no URL that is accepted. */
        String origin() {
            return url.url() == null
                    ? null
                    : scheme(url.url().url()) + url.url().origin();
        }

        /** Why nothing would be sent for this event type; null when something would. */
        Reason reasonToSkip(String eventType) {
            String problem = settings.url() == null ? null : url.problem();
            String sent = url.url() == null ? null : url.url().url();
            return settings.reasonToSkip(eventType, new CrmUrl(sent, problem));
        }

        private static String scheme(String url) {
            return url.substring(0, url.indexOf("//") + 2);
        }
    }

    private final EgressPolicy policy;

    Endpoints(EgressPolicy policy) {
        this.policy = policy;
    }

    Found read(Connection connection, String workspaceId) throws SQLException {
        try (PreparedStatement prepared =
                        NamedStatement.prepare(connection, "inspection/inspect-endpoint", workspaceId);
                ResultSet row = prepared.executeQuery()) {
            return found(row.next() ? settings(row) : CrmSettings.NONE);
        }
    }

    /** Of a row with the columns of {@code "WorkspaceSettings"} that the webhook needs. */
    Found of(ResultSet row) throws SQLException {
        return found(settings(row));
    }

    private Found found(CrmSettings settings) {
        return new Found(settings, EndpointUrl.read(settings.url(), policy));
    }

    private static CrmSettings settings(ResultSet row) throws SQLException {
        Map<String, Object> columns = new HashMap<>();
        columns.put("crmWebhookEnabled", row.getBoolean("crmWebhookEnabled"));
        columns.put("crmWebhookUrl", row.getString("crmWebhookUrl"));
        columns.put("crmWebhookEvents", row.getArray("crmWebhookEvents"));
        columns.put("crmWebhookSecret", row.getString("crmWebhookSecret"));
        return CrmSettings.ofRow(columns);
    }
}
