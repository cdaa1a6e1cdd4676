package io.webhookcourier.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A working folder with a copy of route files, to be edited. */
public final class RouteFolder implements AutoCloseable {

    /** Holds no routes, so that only the shipped ones run. */
    static final Path WITHOUT_ROUTES = Path.of("target", "test-classes");

    private static final Path SHIPPED = Path.of("src/main/resources/shipped-routes");

    private final Path workingFolder;

    private RouteFolder(Path workingFolder) {
        this.workingFolder = workingFolder;
    }

    /** The project's {@code routes/}, with its {@code application.properties} for the keys that routes read. */
    public static RouteFolder copy() {
        try {
            RouteFolder folder = of(Path.of("routes"));
            Files.copy(Path.of("application.properties"), folder.workingFolder.resolve("application.properties"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The routes as they are shipped, whatever the project's {@code routes/} hold. */
    public static RouteFolder shipped() {
        try {
            return of(SHIPPED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RouteFolder of(Path source) throws IOException {
        RouteFolder folder = new RouteFolder(Files.createTempDirectory("courier-routes"));
        Files.createDirectory(folder.file(""));
        for (Path file : files(source)) {
            Files.copy(file, folder.file(file.getFileName().toString()));
        }
        return folder;
    }

    /** The folder that holds {@code routes/}. */
    public Path workingFolder() {
        return workingFolder;
    }

    /** Writes a file as an editor does that moves the finished file into place. */
    public void write(String name, String text) {
        try {
            Path written = Files.writeString(workingFolder.resolve(name + ".tmp"), text);
            Files.move(written, file(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a text that the file holds. */
    public void edit(String name, String from, String to) {
        String text = read(name);
        if (!text.contains(from)) {
            throw new IllegalArgumentException(name + " holds no " + from);
        }
        write(name, text.replace(from, to));
    }

    public String read(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete(String name) {
        try {
            Files.delete(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(workingFolder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name) {
        return workingFolder.resolve("routes").resolve(name);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        }
    }
}
