package io.webhookcourier.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** A fresh folder to start the service in, with application.properties (on free ports) and routes as they are shipped. */
public final class WorkingFolder {

    private static final Path SHIPPED = Path.of("src/main/resources");

    private final Path path;

    private WorkingFolder(Path path) {
        this.path = path;
    }

    public static WorkingFolder create() {
        try {
            Path parent = Files.createDirectories(Path.of("target", "processes"));
            Path folder = Files.createTempDirectory(parent.toAbsolutePath(), "service-");
            Files.copy(SHIPPED.resolve("settings/application.properties"), folder.resolve("application.properties"));
            Files.createDirectory(folder.resolve("routes"));
            try (Stream<Path> routes = Files.list(SHIPPED.resolve("shipped-routes"))) {
                for (Path route : routes.toList()) {
                    Files.copy(route, folder.resolve("routes").resolve(route.getFileName()));
                }
            }
            WorkingFolder created = new WorkingFolder(folder);
            created.set("courier.http.port", "0");
            created.set("courier.management.port", "0");
            return created;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    public Path routes() {
        return path.resolve("routes");
    }

    public Path route(String name) {
        return routes().resolve(name + ".camel.yaml");
    }

    /** Sets a key in application.properties, in the place of the line that is there. */
    public void set(String key, String value) {
        try {
            Path file = path.resolve("application.properties");
            List<String> lines = Files.readAllLines(file);
            lines.removeIf(line -> line.startsWith(key + "="));
            lines.add(key + "=" + value);
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a text that must be in the route file. */
    public void editRoute(String name, String text, String replacement) {
        try {
            String yaml = Files.readString(route(name));
            if (!yaml.contains(text)) {
                throw new IllegalArgumentException("no \"" + text + "\" in " + route(name));
            }
            Files.writeString(route(name), yaml.replace(text, replacement));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void appendToRoute(String name, String line) {
        try {
            Files.writeString(route(name), line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete(Path inside) {
        try (Stream<Path> paths = Files.walk(inside)) {
            for (Path each : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
