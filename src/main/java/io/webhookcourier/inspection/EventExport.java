package io.webhookcourier.inspection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Walks through a filtered list and puts it into one answer, within bounds. Thread-safe. */
public final class EventExport {

    /** The most events of one answer. */
    public static final int LARGEST = 10_000;

    /** So that an answer never keeps one of the few threads for long; a page takes 2 s at most. */
    private static final Duration LIMIT = Duration.ofSeconds(6);

    private final Inspection inspection;
    private final LongSupplier nanoTime;

    /** @param nanoTime the monotonic clock */
    public EventExport(Inspection inspection, LongSupplier nanoTime) {
        this.inspection = inspection;
        this.nanoTime = nanoTime;
    }

    /**
     * What came of it.
     *
     * @param csv in UTF-8, with a header
     * @param next the cursor of what did not fit, or null
     */
    public record Exported(byte[] csv, String next) {}

    /**
     * @param after where an earlier answer ended, or null
     * @throws InspectionException as {@link Inspection#events}
     */
    public Exported csv(EventFilter filter, String after) {
        long start = nanoTime.getAsLong();
        StringBuilder csv = new StringBuilder(EventCsv.HEADER).append("\r\n");
        String next = after;
        int events = 0;
        do {
            EventPage page = inspection.events(filter, next, Inspection.LARGEST_PAGE);
            page.lines().forEach(line -> csv.append(EventCsv.line(line)).append("\r\n"));
            events += page.lines().size();
            next = page.next();
        } while (next != null && events < LARGEST && nanoTime.getAsLong() - start < LIMIT.toNanos());
        return new Exported(csv.toString().getBytes(StandardCharsets.UTF_8), next);
    }
}
