package io.webhookcourier.cli;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.ListenAddress;
import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.config.Settings;
import io.webhookcourier.config.SettingsLoader;
import io.webhookcourier.database.Database;
import io.webhookcourier.database.EmbeddedDatabase;
import io.webhookcourier.database.QueueStatements;
import io.webhookcourier.demo.Demo;
import io.webhookcourier.egress.EgressPolicy;
import io.webhookcourier.egress.Exemption;
import io.webhookcourier.inspection.Inspection;
import io.webhookcourier.logging.LogSetup;
import io.webhookcourier.operations.Operations;
import io.webhookcourier.queue.QueueTable;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a command works with: the settings of the working folder and the database that they name. No service needs to
 * run. Where no database is named it is the embedded PostgreSQL of a service that runs in this folder; a command starts
 * none, because the service could then not start.
 */
final class Session implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 2;

    private final LoadedSettings loaded;
    private final Settings.Database where;
    private final Database database;
    private final QueueStatements statements = new QueueStatements(QueueTable.APPLICATION);

    private Session(LoadedSettings loaded, Settings.Database where, Database database) {
        this.loaded = loaded;
        this.where = where;
        this.database = database;
    }

    /** @throws ConfigurationException for everything that the operator can do something about */
    static Session open() {
        LoadedSettings loaded = settings();
        try {
            Settings.Database where = where(loaded.settings().database());
            return new Session(loaded, where, Database.open(where, "courier.database.url", DATABASE_LIMIT));
        } catch (ConfigurationException e) {
            throw loaded.withVariables(e);
        }
    }

    /** The settings alone, with their warnings printed. */
    static LoadedSettings settings() {
        LoadedSettings loaded = SettingsLoader.loadHere();
        LogSetup.applyToCommand(loaded.settings().log());
        loaded.warnings().forEach(LOG::warn);
        return loaded;
    }

    Settings settingsInUse() {
        return loaded.settings();
    }

    /** The schema of the application's tables. */
    String schema() {
        return where.schema();
    }

    List<String> providers() {
        return loaded.settings().queue().providers();
    }

    /** Those of the application's table. */
    QueueStatements statements() {
        return statements;
    }

    DataSource pool() {
        return database.pool();
    }

    Database database() {
        return database;
    }

    EgressPolicy egress() {
        return egress(loaded.settings());
    }

    /** The guard's rules, the demo's receiver among them where its port is known. */
    static EgressPolicy egress(Settings settings) {
        boolean demoIsKnown = settings.demo() && settings.http().port() > 0;
        List<Exemption> exemptions = demoIsKnown
                ? List.of(Demo.exemptionAt(ListenAddress.of(
                        "courier.http.host",
                        settings.http().host(),
                        settings.http().port())))
                : List.of();
        return EgressPolicy.of(settings.egress(), exemptions);
    }

    Operations operations() {
        return Operations.of(pool(), statements(), providers());
    }

    Inspection inspection() {
        return Inspection.of(pool(), loaded.settings(), egress());
    }

    @Override
    public void close() {
        database.close();
    }

    private static Settings.Database where(Settings.Database configured) {
        if (!configured.embedded()) {
            return new Settings.Database(
                    configured.jdbcUrl(),
                    configured.username(),
                    configured.password(),
                    configured.schema(),
                    configured.pgbouncer(),
                    CONNECTIONS,
                    configured.embeddedDirectory());
        }
        return EmbeddedDatabase.running(configured.embeddedDirectory(), CONNECTIONS)
                .orElseThrow(() -> new ConfigurationException("courier.database.url is empty, and no embedded"
                        + " PostgreSQL runs in " + configured.embeddedDirectory()
                        + ": start the service in this folder and use the command beside it, or set DATABASE_URL"));
    }
}
