package io.webhookcourier.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged service as a process of its own, in the project's folder, so with its settings and routes. */
final class Worker implements AutoCloseable {

    private static final long STOP_SECONDS = 40;

    private final Process process;
    private final Thread killer;

    private Worker(Process process) {
        this.process = process;
        this.killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /**
     * @param log gets what the service prints
     * @param settings environment variables
     */
    static Worker start(ServiceCommand command, Path log, Map<String, String> settings) throws IOException {
        List<String> line = new ArrayList<>(List.of(command.java()));
        line.addAll(command.jvmOptions());
        line.addAll(List.of("-jar", command.jar().toString()));
        ProcessBuilder builder = new ProcessBuilder(line);
        // Nothing that the caller's shell has set for a service of its own may get in.
        builder.environment().keySet().removeIf(name -> name.matches("(COURIER|CRM|WEBHOOK_EVENT)_.*"));
        builder.environment().putAll(settings);
        File output = log.toFile();
        return new Worker(
                builder.redirectErrorStream(true).redirectOutput(output).start());
    }

    static String javaOfThisProcess() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** SIGTERM, as an operator would; SIGKILL when that is not enough. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        if (!Thread.currentThread().isInterrupted()) {
            forgetKiller();
        }
    }

    private void forgetKiller() {
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException shuttingDown) {
            process.destroyForcibly();
        }
    }
}
