package io.webhookcourier.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The named statements of this service, one file each under {@code sql/} on the class path. */
public final class Sql {

    private Sql() {}

    /** @param name the file's name without its ending */
    public static String statement(String name) {
        String path = "/sql/" + name + ".sql";
        try (InputStream file = Sql.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalArgumentException("no statement " + path);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
