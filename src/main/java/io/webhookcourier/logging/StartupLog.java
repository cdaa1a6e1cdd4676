package io.webhookcourier.logging;

import io.webhookcourier.config.ListenAddress;
import io.webhookcourier.config.Settings;
import io.webhookcourier.dispatch.DeliveryThreads;
import io.webhookcourier.runtime.BuildInfo;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says about a start and a stop: which service, which database, which limits, where to look. */
public final class StartupLog {

    private static final Logger LOG = LoggerFactory.getLogger(StartupLog.class);

    private final Settings settings;
    private boolean claiming;

    public StartupLog(Settings settings) {
        this.settings = settings;
    }

    /** The first words, before anything that takes time. */
    public void begin() {
        LOG.info(
                "starting   Webhook Courier {} on Java {} with Camel {}",
                orElse(BuildInfo.version(), "(not packaged)"),
                System.getProperty("java.version"),
                orElse(CamelContext.class.getPackage().getImplementationVersion(), "(unknown)"));
        LOG.info("database   {}", database(settings.database()));
    }

    /** Everything answers; claims begin now. */
    public void claims(ListenAddress management, ListenAddress http) {
        claiming = true;
        Settings.Delivery delivery = settings.delivery();
        LOG.info("console    {}/", http.url());
        LOG.info("api        {}/api/v1/openapi.yaml", http.url());
        LOG.info("health     {}/observe/health", management.url());
        LOG.info("metrics    {}/observe/metrics", management.url());
        if (settings.management().onLoopback() || settings.http().token() != null) {
            LOG.info("hawtio     {}/hawtio/", management.url());
        }
        LOG.info(
                "claiming   due rows of {}: up to {} requests at a time on {} threads, {} to one endpoint, as {}",
                String.join(", ", settings.queue().providers()),
                delivery.concurrency(),
                DeliveryThreads.virtual() ? "virtual" : "platform",
                delivery.concurrencyPerEndpoint(),
                settings.instanceId());
    }

    /**
     * Says nothing when the start failed: then the reason is all there is to say.
     *
     * @param running deliveries that are under way
     */
    public void stops(int running) {
        if (!claiming) {
            return;
        }
        if (running == 0) {
            LOG.info("stopping   no more claims; no deliveries are in flight");
        } else {
            LOG.info(
                    "stopping   no more claims; {} in flight may take up to {} s",
                    running == 1 ? "1 delivery" : running + " deliveries",
                    settings.shutdownTimeout().toSeconds());
        }
    }

    public void stopped() {
        if (claiming) {
            LOG.info("Stopped.");
        }
    }

    /** Host, port and name, never what follows them: parameters may hold secrets. */
    static String database(Settings.Database database) {
        if (database.embedded()) {
            return "an embedded PostgreSQL, kept in " + database.embeddedDirectory();
        }
        String location = database.jdbcUrl().replaceFirst("^jdbc:postgresql:(//)?", "");
        int parameters = location.indexOf('?');
        return "PostgreSQL at " + (parameters < 0 ? location : location.substring(0, parameters)) + ", schema "
                + database.schema();
    }

    private static String orElse(String version, String otherwise) {
        return version == null ? otherwise : version;
    }
}
