package io.webhookcourier;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The libraries that the jar's manifest names, in {@code lib/} beside it. A jar that was copied without them would end
 * in a NoClassDefFoundError, at the start or hours later.
 */
final class LibFolder {

    private LibFolder() {}

    /** Which libraries are missing, in one sentence; empty when none is, and when the program runs from no jar. */
    static Optional<String> problem(Class<?> program) {
        try {
            Path jar = Path.of(
                    program.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isRegularFile(jar) ? problem(jar) : Optional.empty();
        } catch (URISyntaxException | IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> problem(Path jar) throws IOException {
        List<Path> missing = libraries(jar).stream()
                .map(jar::resolveSibling)
                .filter(library -> !Files.isRegularFile(library))
                .toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        Path first = missing.get(0);
        String what = !Files.isDirectory(first.getParent())
                ? "the folder " + first.getParent() + " is missing"
                : first + " is missing" + (missing.size() == 1 ? "" : ", and " + (missing.size() - 1) + " more");
        return Optional.of(what + ": " + jar.getFileName() + " needs all of target/lib in a folder lib beside it");
    }

    private static List<String> libraries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String classPath =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return classPath == null ? List.of() : Arrays.asList(classPath.split(" "));
        }
    }
}
