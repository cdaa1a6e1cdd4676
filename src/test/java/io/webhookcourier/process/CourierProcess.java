package io.webhookcourier.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged jar as a process of the operating system. It inherits no setting from this one's environment.
 */
public final class CourierProcess implements AutoCloseable {

    static final Path JAR = Path.of("target", "webhook-courier.jar").toAbsolutePath();

    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    /** Many are started, and none runs for long: quick to start and small. */
    static final List<String> JVM_OPTIONS = List.of(QUICK_COMPILER, "-XX:+UseSerialGC", "-Xmx256m", "-Xshare:auto");

    private final Process process;
    private final Path stdout;
    private final Path stderr;

    private CourierProcess(Process process, Path stdout, Path stderr) {
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /**
     * @param environment added to the environment; names like {@code DATABASE_URL}
     * @param arguments of the command line; none runs the service
     */
    public static CourierProcess start(WorkingFolder folder, Map<String, String> environment, String... arguments) {
        return start(JAR, folder, environment, List.of(), JVM_OPTIONS, arguments);
    }

    /** With the compiler that optimises, for a run of many minutes. */
    public static CourierProcess startOptimised(WorkingFolder folder, Map<String, String> environment) {
        List<String> options = JVM_OPTIONS.stream()
                .filter(option -> !option.equals(QUICK_COMPILER))
                .toList();
        return start(JAR, folder, environment, List.of(), options);
    }

    /** From a copy of the jar in another folder, with its own {@code lib/} beside it. */
    public static CourierProcess startJar(Path jar, WorkingFolder folder, Map<String, String> environment) {
        return start(jar, folder, environment, List.of(), JVM_OPTIONS);
    }

    /**
     * Under {@code LC_ALL=C}, where Java sees ASCII only.
     *
     * @param script what a shell does first: it sets variables and arguments to what Java could not hand over here, and
     *     goes to another folder
     */
    public static CourierProcess startUnderLocaleC(
            WorkingFolder folder, Map<String, String> environment, String script, String... arguments) {
        String all = "LC_ALL=C; export LC_ALL; " + script + "; exec \"$@\"";
        return start(JAR, folder, environment, List.of("sh", "-c", all, "sh"), JVM_OPTIONS, arguments);
    }

    private static CourierProcess start(
            Path jar,
            WorkingFolder folder,
            Map<String, String> environment,
            List<String> before,
            List<String> jvmOptions,
            String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        if (jar.equals(JAR)) {
            command.addAll(SharedClasses.options());
        }
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(List.of(arguments));
        try {
            Path stdout = Files.createTempFile(folder.path(), "run-", ".out");
            Path stderr = Files.createTempFile(folder.path(), "run-", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.path().toFile())
                    .redirectOutput(stdout.toFile())
                    .redirectError(stderr.toFile());
            builder.environment().keySet().removeIf(CourierProcess::isSetting);
            builder.environment().putAll(environment);
            return new CourierProcess(builder.start(), stdout, stderr);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    /** @param name STOP or CONT */
    public void signal(String name) {
        Signals.send(name, process.pid());
    }

    /** @return the exit code */
    public int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("process " + pid() + " still runs after " + limit + "\n" + stdout());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it has written so far. */
    public String stdout() {
        return read(stdout);
    }

    public String stderr() {
        return read(stderr);
    }

    /** Waits until the text is in what it writes. */
    public void awaitOutput(String text, Duration limit) {
        await("\"" + text + "\" on stdout").atMost(limit).until(() -> stdout().contains(text));
    }

    /** Kills it if it still runs. */
    @Override
    public void close() {
        if (isAlive()) {
            kill();
        }
    }

    static boolean isSetting(String variable) {
        return variable.startsWith("COURIER_")
                || variable.equals("DATABASE_URL")
                || variable.startsWith("WEBHOOK_EVENT_")
                || variable.startsWith("CRM_WEBHOOK_");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
