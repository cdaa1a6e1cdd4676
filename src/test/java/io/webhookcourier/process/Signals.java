package io.webhookcourier.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that the JDK cannot send. */
public final class Signals {

    private Signals() {}

    /** @param name without SIG: STOP, CONT, QUIT, INT */
    public static void send(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                    .inheritIO()
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
