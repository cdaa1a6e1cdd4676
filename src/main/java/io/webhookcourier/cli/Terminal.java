package io.webhookcourier.cli;

import io.webhookcourier.text.VisibleText;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Questions to a person, and news of long work on stderr: one line that changes on a terminal, else a line now and then. */
final class Terminal {

    private static final long NEWS_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintWriter err;
    private final Console console = onTerminal(System.console());
    private long lastNews = System.nanoTime() - NEWS_NANOS;
    private int length;

    Terminal(PrintWriter err) {
        this.err = err;
    }

    /** From Java 22 on there may be a console without a terminal, and a method that tells. */
    private static Console onTerminal(Console console) {
        try {
            return console != null
                            && (boolean) Console.class.getMethod("isTerminal").invoke(console)
                    ? console
                    : null;
        } catch (NoSuchMethodException olderJava) {
            return console;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a person can be asked. */
    boolean present() {
        return console != null;
    }

    /** @return false unless the answer is yes */
    boolean confirms(String question) {
        String answer = console.readLine("%s [y/N] ", VisibleText.of(question));
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    void progress(String news) {
        String line = VisibleText.of(news);
        if (present()) {
            err.print("\r" + line + " ".repeat(Math.max(0, length - line.length())));
            length = line.length();
        } else if (System.nanoTime() - lastNews >= NEWS_NANOS) {
            err.println(line);
            lastNews = System.nanoTime();
        }
        err.flush();
    }

    /** The line that changed stays as it is. */
    void progressEnds() {
        if (length > 0) {
            err.println();
            length = 0;
        }
    }

    static void rest(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }
}
