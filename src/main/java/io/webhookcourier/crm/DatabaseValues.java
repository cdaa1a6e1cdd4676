package io.webhookcourier.crm;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.webhookcourier.signing.IsoTimestamp;
import java.io.IOException;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import org.postgresql.util.PGobject;

/**
 * How the driver's own types look in JSON: json and jsonb as what they hold, arrays as arrays, timestamps as ISO-8601
 * in UTC, {@code java.time}'s types and other types of PostgreSQL as their text.
 */
final class DatabaseValues extends SimpleModule {

    DatabaseValues() {
        super("database values");
        addSerializer(PGobject.class, serializer(DatabaseValues::write));
        addSerializer(Array.class, serializer(DatabaseValues::write));
        addSerializer(Timestamp.class, serializer(DatabaseValues::write));
        addSerializer(Temporal.class, ToStringSerializer.instance);
    }

    private static void write(PGobject value, JsonGenerator json) throws IOException {
        if (value.getValue() == null) {
            json.writeNull();
        } else if ("json".equals(value.getType()) || "jsonb".equals(value.getType())) {
            char[] text = value.getValue().toCharArray();
            json.writeRawValue(CompactJson.of(text, 0, text.length));
        } else {
            json.writeString(value.getValue());
        }
    }

    private static void write(Array value, JsonGenerator json) throws IOException {
        try {
            json.writePOJO(value.getArray());
        } catch (SQLException e) {
            throw new IOException("an array cannot be read", e);
        }
    }

    /**
     * The application's timestamps have no zone and hold UTC, and the driver reads them as if they were local: the
     * wall clock is what the column says, whatever the JVM's time zone.
     */
    private static void write(Timestamp value, JsonGenerator json) throws IOException {
        json.writeString(IsoTimestamp.of(value.toLocalDateTime().toInstant(ZoneOffset.UTC)));
    }

    private static <T> JsonSerializer<T> serializer(Writer<T> writer) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                writer.write(value, json);
            }
        };
    }

    private interface Writer<T> {
        void write(T value, JsonGenerator json) throws IOException;
    }
}
