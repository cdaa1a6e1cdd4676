package io.webhookcourier.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What every measurement works with.
 *
 * @param command how the service is started
 * @param directory for logs and data
 */
record Bench(PostgresServer postgres, ReceiverProcess receiver, ServiceCommand command, Path directory) {

    /** A worker on the database, which may deliver to this machine. */
    Worker startWorker(ServiceCommand how, BenchDatabase database, Map<String, String> settings) throws IOException {
        Map<String, String> all = new TreeMap<>();
        all.put("DATABASE_URL", database.jdbcUrl());
        all.put("COURIER_DATABASE_USERNAME", "postgres");
        all.put("COURIER_EGRESS_ALLOW_HTTP", "true");
        all.put("COURIER_EGRESS_ALLOWED_NETWORKS", "127.0.0.0/8");
        all.put("COURIER_DEMO", "false");
        all.put("COURIER_HTTP_PORT", "0");
        all.put("COURIER_MANAGEMENT_PORT", "0");
        all.putAll(settings);
        all.putAll(how.settings());
        return Worker.start(how, directory.resolve("worker.log"), all);
    }

    /** A database with a workspace for each of so many endpoints of the receiver. */
    BenchDatabase createDatabase(int endpoints) throws SQLException {
        return BenchDatabase.create(postgres, receiver.urls(endpoints));
    }

    long postgresPid() {
        try {
            return postgres.pid();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
