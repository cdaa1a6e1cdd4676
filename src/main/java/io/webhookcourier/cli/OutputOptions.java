package io.webhookcourier.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command tells what it found: for people, or as JSON on stdout with nothing else. */
final class OutputOptions {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .registerModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(Duration.class, ToStringSerializer.instance));

    private static final ObjectWriter INDENTED = MAPPER.writerWithDefaultPrettyPrinter();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "Prints JSON, for scripts.")
    private boolean json;

    boolean json() {
        return json;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Times as ISO-8601 in UTC, durations as ISO-8601. */
    void printJson(Object value) {
        print(INDENTED, value);
    }

    /** As {@link #printJson}, on one line. */
    void printJsonLine(Object value) {
        print(MAPPER.writer(), value);
    }

    private void print(ObjectWriter writer, Object value) {
        try {
            // A break within a value is an escape in JSON, so each line here is the printer's own.
            writer.writeValueAsString(value).lines().forEach(out()::println);
            out().flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
