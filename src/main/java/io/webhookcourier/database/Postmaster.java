package io.webhookcourier.database;

import io.webhookcourier.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process of a data directory, as its {@code postmaster.pid} names it. */
final class Postmaster {

    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);

    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    private final ProcessHandle process;
    private final int port;
    private final boolean ready;

    private Postmaster(ProcessHandle process, int port, boolean ready) {
        this.process = process;
        this.port = port;
        this.ready = ready;
    }

    /** @return the live process that the directory's pid file names, or empty when there is none */
    static Optional<Postmaster> of(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(ProcessHandle::isAlive)
                .map(process -> new Postmaster(process, port(lines), ready(lines)));
    }

    /**
     * Makes the directory free for a new server: a service that was killed leaves its server running, or a pid file
     * whose number may by now be another process's.
     *
     * @throws ConfigurationException when the old server does not stop
     */
    static void stopLeftOver(Path data, Duration limit) throws IOException {
        Optional<Postmaster> old = of(data);
        if (old.isEmpty()) {
            return;
        }
        if (!old.get().serves(data)) {
            LOG.info("{} names a process that is not its server; removed", data.resolve("postmaster.pid"));
            Files.delete(data.resolve("postmaster.pid"));
            return;
        }
        LOG.info(
                "Stopping the PostgreSQL (process {}) that an earlier run left running",
                old.get().process.pid());
        old.get().interrupt();
        if (!old.get().awaitExit(limit)) {
            throw new ConfigurationException(
                    EmbeddedDirectory.KEY + ": process " + old.get().process.pid() + " still serves " + data
                            + " and does not stop: stop it, then start again");
        }
    }

    /** @return false when the process is still there after the limit */
    boolean awaitExit(Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Where it listens; 0 while it is still starting. */
    int port() {
        return port;
    }

    private static int port(List<String> lines) {
        return lines.size() > PORT_LINE ? Integer.parseInt(lines.get(PORT_LINE).strip()) : 0;
    }

    private static boolean ready(List<String> lines) {
        return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /** Stops a server that starts or recovers. */
    void interruptUnlessReady() throws IOException {
        if (!ready) {
            interrupt();
        }
    }

    boolean serves(Path data) {
        String commandLine = process.info().commandLine().orElse("");
        return commandLine.contains("postgres") && commandLine.contains(data.toString());
    }

    /** SIGINT is PostgreSQL's fast shutdown; the JDK can only send SIGTERM, which would wait for its clients. */
    private void interrupt() throws IOException {
        new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).inheritIO().start();
    }
}
