package io.webhookcourier.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookcourier.database.NamedStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what to which thing, and why: a row in {@code courier.audit}, in the transaction that does it, and a log line
 * once that is committed. Holds no secret and nothing of a payload.
 *
 * @param action such as {@code replay} or {@code pause}
 * @param target {@code event:<id>}, {@code workspace:<id>}, {@code replay:<job id>} or {@code everything}
 * @param detail what else is worth knowing; null values are left out
 */
record Audit(Operator operator, String action, String target, Map<String, Object> detail) {

    private static final Logger LOG = LoggerFactory.getLogger("io.webhookcourier.operations");
    private static final ObjectMapper JSON = new ObjectMapper();

    void write(Connection connection) throws SQLException {
        NamedStatement.update(
                connection, "operations/write-audit", operator.name(), action, target, detailWithReason());
    }

    /** As {@link #write}, a row for each of these events instead of one for the target. */
    void writeForEvents(Connection connection, List<String> ids) throws SQLException {
        NamedStatement.update(
                connection, "operations/write-audit-of-events", operator.name(), action, detailWithReason(), ids);
    }

    /** To be called when the transaction is committed. */
    void log() {
        LOG.atInfo()
                .addKeyValue("event", "operation." + action)
                .addKeyValue("actor", operator.name())
                .addKeyValue("target", target)
                .addKeyValue("reason", operator.reason())
                .addKeyValue("detail", detail)
                .log(
                        "{} {} by {}{}",
                        String.format("%-10s", action),
                        target,
                        operator.name(),
                        operator.reason() == null ? "" : ": " + operator.reason());
    }

    private String detailWithReason() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("reason", operator.reason());
        all.putAll(detail);
        all.values().removeIf(value -> value == null);
        try {
            return all.isEmpty() ? null : JSON.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the audit of " + action + " cannot be written as JSON", e);
        }
    }
}
