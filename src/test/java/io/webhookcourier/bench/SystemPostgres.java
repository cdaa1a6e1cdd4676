package io.webhookcourier.bench;

import com.sun.security.auth.module.UnixSystem;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A server of a PostgreSQL that is installed on this machine. */
final class SystemPostgres implements Closeable {

    private final Path programs;
    private final Path data;
    private final int port;

    private SystemPostgres(Path programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    static SystemPostgres start(Path programs, Path data) throws IOException {
        SystemPostgres server = new SystemPostgres(programs, data, freePort());
        server.run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF-8", "--locale=C", "-D", data.toString());
        StringBuilder options = new StringBuilder("-p " + server.port);
        PostgresServer.CONFIGURATION.forEach((name, value) ->
                options.append(" -c ").append(name).append('=').append(value.isEmpty() ? "''" : value));
        server.run(
                "pg_ctl",
                "-D",
                data.toString(),
                "-l",
                data.resolve("log").toString(),
                "-o",
                options.toString(),
                "-w",
                "start");
        Runtime.getRuntime().addShutdownHook(new Thread(server::stopQuietly));
        return server;
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            run("pg_ctl", "-D", data.toString(), "-m", "fast", "-w", "stop");
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void stopQuietly() {
        try {
            if (Files.exists(data)) {
                close();
            }
        } catch (IOException e) {
            System.err.println("PostgreSQL in " + data + " could not be stopped: " + e.getMessage());
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own root is an ordinary user. */
    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (new UnixSystem().getUid() == 0) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path log = data.resolveSibling(program + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(
                        program + " failed: " + Files.readString(log).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + program, e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
