package io.webhookcourier.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import com.fasterxml.jackson.core.JsonFactory;
import io.webhookcourier.config.Settings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.logstash.logback.decorate.JsonFactoryDecorator;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.slf4j.LoggerFactory;

/** The log on stdout: text for people, or one JSON object per line (contract, section 9). */
public final class LogSetup {

    /**
     * Libraries, which at INFO log only what is wrong. Every other logger belongs to a route: a {@code log} step's is
     * called like its route, that of a {@code log:} endpoint as its URI says, and those of Camel's tracing like the files
     * with their line numbers.
     */
    private static final List<String> LIBRARIES = List.of(
            "org.apache",
            "org.postgresql",
            "org.flywaydb",
            "org.jolokia",
            "org.jboss",
            "com.zaxxer",
            "com.fasterxml",
            "com.github.benmanes",
            "com.networknt",
            "io.micrometer",
            "io.netty",
            "io.opentelemetry",
            "io.prometheus",
            "io.vertx",
            "io.zonky",
            "gg.jte",
            "picocli");

    /**
     * Below INFO the first two print requests to the byte, with the Authorization header of a route's own calls, and the
     * last prints the values of placeholders.
     */
    private static final List<String> WITH_SECRETS = List.of(
            "org.apache.hc.client5.http.wire",
            "org.apache.hc.client5.http.headers",
            "org.apache.camel.component.properties");

    /** Logs as an error, with advice for developers, what its exception says again and the start reports in one sentence. */
    private static final String REPORTED_BY_THE_START =
            "io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver";

    private LogSetup() {}

    /** Replaces any configuration. At INFO, libraries log only what is wrong. */
    public static void apply(Settings.Log settings) {
        apply(settings, "System.out", Level.valueOf(settings.level()));
    }

    /** For a command, whose output is its own: what it logs goes to stderr, and at INFO only what is wrong. */
    public static void applyToCommand(Settings.Log settings) {
        Level level = Level.valueOf(settings.level());
        apply(settings, "System.err", level.levelInt == Level.INFO_INT ? Level.WARN : level);
    }

    private static void apply(Settings.Log settings, String target, Level level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        boolean detailed = level.levelInt < Level.INFO_INT;

        ConsoleAppender<ILoggingEvent> console = new UrlFreeAppender(LIBRARIES);
        console.setContext(context);
        console.setTarget(target);
        console.setEncoder(settings.json() ? json(context) : text(context, detailed));
        if (!detailed) {
            console.addFilter(new TakenPortFilter());
        }
        console.start();

        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(console);
        root.setLevel(level);
        if (level.levelInt == Level.INFO_INT) {
            LIBRARIES.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        }
        // An outage is logged once a minute in our words (ProblemLog); these would log it at every try, with a stack
        // trace.
        context.getLogger("com.zaxxer.hikari").setLevel(detailed ? level : Level.OFF);
        // The same of a tracing collector (WatchedExporter).
        context.getLogger("io.opentelemetry.exporter").setLevel(detailed ? level : Level.OFF);
        // The service itself logs what does not end in time, in terms of deliveries.
        context.getLogger("org.apache.camel.impl.engine.DefaultShutdownStrategy")
                .setLevel(detailed ? level : Level.OFF);
        // Error handling of a route that fails itself: the attempt's line, or that of the route beside it, says so.
        context.getLogger("org.apache.camel.processor.FatalFallbackErrorHandler")
                .setLevel(detailed ? level : Level.OFF);
        // Says at WARN that a newer PostgreSQL than it knows is in use, which is no concern of an operator.
        context.getLogger("org.flywaydb").setLevel(detailed ? level : Level.ERROR);
        // Says with a stack trace that a connection came while its port was being closed.
        context.getLogger("io.netty.bootstrap.ServerBootstrap").setLevel(detailed ? level : Level.ERROR);
        settings.levels().forEach((name, given) -> context.getLogger(name).setLevel(Level.valueOf(given)));
        WITH_SECRETS.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        context.getLogger(REPORTED_BY_THE_START).setLevel(Level.OFF);
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context, boolean withLogger) {
        TextLayout layout = new TextLayout(withLogger);
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        // Not the locale's: a service under LANG=C would write question marks.
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext(context);
        LogstashFieldNames names = new LogstashFieldNames();
        names.setVersion("[ignore]");
        names.setLevelValue("[ignore]");
        encoder.setFieldNames(names);
        encoder.setTimeZone("UTC");
        encoder.setJsonFactoryDecorator(new JsonFactoryDecorator() {
            @Override
            public JsonFactory decorate(JsonFactory factory) {
                return factory.setCharacterEscapes(new InvisibleAsEscapes());
            }
        });
        encoder.start();
        return encoder;
    }
}
