package io.webhookcourier.crm;

import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.signing.SigningKey;
import io.webhookcourier.text.Trimmed;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A workspace's webhook, as {@code "WorkspaceSettings"} has it.
 *
 * @param enabled whether the workspace wants anything at all
 * @param url where to, without white space around it; null when blank
 * @param events the event types that it wants, in the order in which they are stored
 * @param signingKey made of the secret without white space around it, as the application stores and shows it; null
 *     when blank
 */
public record CrmSettings(boolean enabled, String url, Set<String> events, SigningKey signingKey) {

    /** The exchange property that holds the settings of the delivery's workspace. */
    public static final String PROPERTY = "crmSettings";

    /** Of a workspace without a row: nothing is to be sent. */
    public static final CrmSettings NONE = new CrmSettings(false, null, Set.of(), null);

    public CrmSettings {
        events = Collections.unmodifiableSet(new LinkedHashSet<>(events));
    }

    /**
     * The settings in a row of the look-up.
     *
     * @param row column names to values, or null when the workspace has no row
     * @throws IllegalStateException when a column is missing or of another type, or the row is hidden: neither a
     *     mis-edited statement nor row-level security must pass for a workspace that wants nothing, because its events
     *     would be skipped permanently
     */
    public static CrmSettings ofRow(Map<String, Object> row) {
        if (row == null) {
            return NONE;
        }
        if (Boolean.TRUE.equals(row.get("hidden"))) {
            throw new IllegalStateException("row-level security of \"WorkspaceSettings\" may hide this workspace's"
                    + " settings from the service's role; doctor names the policy to create");
        }
        Boolean enabled = column(row, "crmWebhookEnabled", Boolean.class);
        String url = Trimmed.orNull(column(row, "crmWebhookUrl", String.class));
        String secret = Trimmed.orNull(column(row, "crmWebhookSecret", String.class));
        Set<String> events = events(column(row, "crmWebhookEvents", Object.class));
        return new CrmSettings(
                Boolean.TRUE.equals(enabled), url, events, secret == null ? null : SigningKey.of(secret));
    }

    /**
     * Check 3 (contract, section 5): the first that holds of {@code disabled}, {@code missing_url}, after which what is
     * wrong with the URL follows a colon, {@code missing_secret} and {@code event_not_enabled}.
     *
     * @param checked what came of reading the {@link #url()}
     * @return null when the event is to be sent
     */
    public Reason reasonToSkip(String eventType, CrmUrl checked) {
        if (!enabled) {
            return Reason.of(Kind.DISABLED);
        }
        if (checked.sent() == null) {
            return checked.problem() == null
                    ? Reason.of(Kind.MISSING_URL)
                    : Reason.of(Kind.UNUSABLE_URL, checked.problem());
        }
        if (signingKey == null) {
            return Reason.of(Kind.MISSING_SECRET);
        }
        return events.contains(eventType) ? null : Reason.of(Kind.EVENT_NOT_ENABLED);
    }

    /** Shows neither the secret nor the URL, whose path or query may hold one. */
    @Override
    public String toString() {
        return "CrmSettings[" + (enabled ? "enabled" : "disabled") + ", url " + (url == null ? "absent" : "set") + ", "
                + events + ", secret " + (signingKey == null ? "absent" : "set") + "]";
    }

    private static <T> T column(Map<String, Object> row, String name, Class<T> type) {
        if (!row.containsKey(name)) {
            throw new IllegalStateException("the look-up of the CRM settings gives no column \"" + name + "\"");
        }
        Object value = row.get(name);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalStateException("the look-up of the CRM settings gives \"" + name + "\" as "
                    + value.getClass().getName() + ", not as " + type.getSimpleName());
        }
        return type.cast(value);
    }

    private static Set<String> events(Object column) {
        if (column == null) {
            return Set.of();
        }
        return elements(column).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Collection<?> elements(Object column) {
        if (column instanceof Array array) {
            try {
                return elements(array.getArray());
            } catch (SQLException e) {
                throw new IllegalStateException("the column \"crmWebhookEvents\" cannot be read", e);
            }
        }
        if (column instanceof Object[] array) {
            return Arrays.asList(array);
        }
        if (column instanceof Collection<?> collection) {
            return collection;
        }
        throw new IllegalStateException("the look-up of the CRM settings gives \"crmWebhookEvents\" as "
                + column.getClass().getName() + ", not as an array of text");
    }
}
