package io.webhookcourier.crm;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.temporal.Temporal;
import org.postgresql.util.PGobject;

/**
 * How the driver's types and {@code java.time}'s look in JSON: json and jsonb as what they hold, arrays as arrays,
 * dates and times as {@link TimeTexts} writes them, other types of PostgreSQL as their text.
 */
final class DatabaseValues extends SimpleModule {

    DatabaseValues() {
        super("database values");
        addSerializer(PGobject.class, serializer(DatabaseValues::write));
        addSerializer(Array.class, serializer(DatabaseValues::write));
        addSerializer(
                Timestamp.class, serializer((value, json) -> json.writeString(TimeTexts.of(value.toLocalDateTime()))));
        addSerializer(OffsetDateTime.class, serializer((value, json) -> json.writeString(TimeTexts.of(value))));
        addSerializer(LocalDateTime.class, serializer((value, json) -> json.writeString(TimeTexts.of(value))));
        addSerializer(LocalDate.class, serializer((value, json) -> json.writeString(TimeTexts.of(value))));
        addSerializer(LocalTime.class, serializer((value, json) -> json.writeString(TimeTexts.of(value))));
        addSerializer(OffsetTime.class, serializer((value, json) -> json.writeString(TimeTexts.of(value))));
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
