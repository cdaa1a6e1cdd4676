package io.webhookcourier.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A copy of the packaged jar with {@code lib/} and a folder {@code ext/} of its own beside it. */
final class Installation {

    private final Path jar;
    private final Path ext;

    private Installation(Path folder) {
        this.jar = folder.resolve("webhook-courier.jar");
        this.ext = folder.resolve("ext");
    }

    static Installation in(WorkingFolder folder) {
        Path place = folder.path().resolve("installation");
        Installation installation = new Installation(place);
        try {
            Files.createDirectories(installation.ext);
            Files.copy(Path.of("target", "webhook-courier.jar"), installation.jar);
            Files.createSymbolicLink(
                    place.resolve("lib"), Path.of("target", "lib").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return installation;
    }

    Path jar() {
        return jar;
    }

    Path ext() {
        return ext;
    }

    /** Copies the jars that the build has put there into {@code ext/}. */
    void add(Path folder) throws IOException {
        try (Stream<Path> jars = Files.list(folder)) {
            for (Path each : jars.toList()) {
                Files.copy(each, ext.resolve(each.getFileName()));
            }
        }
    }

    /**
     * Compiles a class and packs it into a jar in {@code ext/}, as the documentation says.
     *
     * @param folder holds the source and, if need be, META-INF
     * @param source in the folder
     */
    void pack(Path folder, Path source, String name) throws IOException {
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        classPath(),
                        "-d",
                        folder.toString(),
                        folder.resolve(source).toString());
        assertThat(compiled).isZero();
        List<String> arguments =
                List.of("--create", "--file", ext.resolve(name).toString(), "-C", folder.toString(), ".");
        int packed = java.util.spi.ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));
        assertThat(packed).isZero();
    }

    private String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "lib"))) {
            return Stream.concat(Stream.of(jar), jars)
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
