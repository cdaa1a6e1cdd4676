package io.webhookcourier.support;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * What a {@link Receiver} answers to one request.
 *
 * @param headers whole lines
 * @param release the answer waits until this is open, or null
 * @param cut whether the connection is closed instead
 */
public record Answer(
        int status, List<String> headers, byte[] body, Duration delay, CountDownLatch release, boolean cut) {

    public static Answer status(int status) {
        return new Answer(status, List.of(), new byte[0], Duration.ZERO, null, false);
    }

    /** Closes the connection without a word. */
    public static Answer cutOff() {
        return new Answer(0, List.of(), new byte[0], Duration.ZERO, null, true);
    }

    public Answer header(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name + ": " + value);
        return new Answer(status, List.copyOf(more), body, delay, release, cut);
    }

    public Answer body(String text) {
        return new Answer(status, headers, text.getBytes(StandardCharsets.UTF_8), delay, release, cut);
    }

    public Answer after(Duration time) {
        return new Answer(status, headers, body, time, release, cut);
    }

    /** Holds the answer back until the latch is open. */
    public Answer heldUntil(CountDownLatch latch) {
        return new Answer(status, headers, body, delay, latch, cut);
    }
}
