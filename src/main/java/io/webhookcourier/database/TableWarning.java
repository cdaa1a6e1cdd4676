package io.webhookcourier.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Something about the application's tables that will go wrong although the service can run.
 *
 * @param subject a word for what it is about: {@code rows} or {@code enqueue}
 * @param sentence what is wrong and what to do
 */
public record TableWarning(String subject, String sentence) {

    /**
     * Looks at the tables, which must be there. Changes nothing and calls no trigger.
     *
     * @param schema of the application's tables
     * @param providers the values of {@code courier.queue.providers}
     */
    public static List<TableWarning> of(DataSource dataSource, String schema, List<String> providers)
            throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            List<TableWarning> warnings = new ArrayList<>();
            Catalog catalog = new Catalog(connection);
            RowSecurityCheck rows = new RowSecurityCheck(catalog, schema);
            rows.hidden(RequiredTable.WEBHOOK_EVENT).ifPresent(text -> warnings.add(new TableWarning("rows", text)));
            if (providers.contains("CRM")) {
                rows.hidden(RequiredTable.WORKSPACE_SETTINGS)
                        .ifPresent(text -> warnings.add(new TableWarning("rows", text)));
            }
            for (String provider : providers) {
                new EnqueueCheck(connection, schema, provider)
                        .problems().stream()
                                .map(text -> new TableWarning("enqueue", text))
                                .filter(warning -> !warnings.contains(warning))
                                .forEach(warnings::add);
            }
            return warnings;
        }
    }
}
