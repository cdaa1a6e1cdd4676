package io.webhookcourier;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Jars that users add in the folder {@code ext} beside this program's jar: Camel components, JDBC drivers, routes in
 * Java. {@code java -jar} knows only the libraries that the jar's manifest names.
 */
final class ExtFolder {

    /** A jar that cannot be read; the message is one sentence that names it. */
    static final class BrokenJarException extends RuntimeException {
        BrokenJarException(String message) {
            super(message);
        }
    }

    private ExtFolder() {}

    /**
     * The loader of this program's classes, and behind it that of the jars: no jar can replace what the program brings.
     *
     * @throws BrokenJarException naming the jar that is none
     */
    static ClassLoader loader(Class<?> program) {
        Path folder = beside(program);
        if (folder == null || !Files.isDirectory(folder)) {
            return program.getClassLoader();
        }
        URL[] jars = jarsIn(folder).stream().map(ExtFolder::checked).toArray(URL[]::new);
        return jars.length == 0 ? program.getClassLoader() : new URLClassLoader("ext", jars, program.getClassLoader());
    }

    /** Null when the program does not run from a jar. */
    private static Path beside(Class<?> program) {
        URI place;
        try {
            place = program.getProtectionDomain().getCodeSource().getLocation().toURI();
        } catch (URISyntaxException e) {
            return null;
        }
        Path jar = Path.of(place);
        return Files.isRegularFile(jar) ? jar.resolveSibling("ext") : null;
    }

    private static List<Path> jarsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BrokenJarException("the folder " + folder + " cannot be read: " + e.getMessage());
        }
    }

    private static URL checked(Path jar) {
        try {
            new JarFile(jar.toFile()).close();
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new BrokenJarException(jar + " is not a readable jar: " + e.getMessage());
        }
    }
}
