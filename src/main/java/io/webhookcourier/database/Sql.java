package io.webhookcourier.database;

import io.webhookcourier.queue.QueueTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The named statements of this service, one file each under {@code sql/} on the class path, in a folder for the package
 * that runs them; {@code workspace/} holds what several of them say of a row's workspace.
 */
public final class Sql {

    private static final Pattern PART = Pattern.compile("\\{\\{([a-z/-]+)}}");

    private static final Pattern EVERY_QUEUE = Pattern.compile("\\{\\{every-queue:([a-z/-]+)}}");

    private static final Map<String, String> READ = new ConcurrentHashMap<>();

    private Sql() {}

    /**
     * A statement, with the files in the place of <code>{{their-names}}</code>. Each is read once.
     *
     * @param name folder and file, without the ending: {@code record/record-endings}
     */
    public static String statement(String name) {
        String known = READ.get(name);
        if (known == null) {
            known = assembled(name);
            READ.put(name, known);
        }
        return known;
    }

    /**
     * A statement that asks all queues: the file in the place of <code>{{every-queue:its-name}}</code> is a condition on the rows
     * of one.
     *
     * @param name as in {@link #statement(String)}
     */
    public static String statement(String name, List<QueueTable> queues) {
        return EVERY_QUEUE
                .matcher(statement(name))
                .replaceAll(
                        part -> Matcher.quoteReplacement(QueueTable.renderForEvery(queues, statement(part.group(1)))));
    }

    private static String assembled(String name) {
        return PART.matcher(read(name)).replaceAll(part -> Matcher.quoteReplacement(statement(part.group(1))));
    }

    private static String read(String name) {
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
