package io.webhookcourier.routefiles;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.RouteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The route files: {@code *.camel.yaml} and {@code *.camel.xml} in the users' folder {@code routes}, and the shipped ones that
 * these do not replace, in the order of their names. Hidden files are ignored, also when they are links: editors leave locks and
 * unsaved copies there.
 */
public final class RouteFiles {

    private static final List<String> ENDINGS = List.of(".camel.yaml", ".camel.xml");

    /** What Java puts in the place of bytes that the locale's encoding does not have. */
    private static final char UNDECODABLE = '\ufffd';

    private final Path folder;

    public RouteFiles(Path folder) {
        this.folder = folder;
    }

    /** Reads all route files, except those that hold nothing but comments. There need be no folder. */
    List<RouteFile> read() {
        List<RouteFile> files = inFolder();
        files.removeIf(RetiredRoutes::isUnchanged);
        List<RouteFile> shipped = ShippedRoutes.besides(files);
        files.removeIf(RouteFile::isBlank);
        files.addAll(shipped);
        files.sort(Comparator.comparing(RouteFile::fileName));
        return files;
    }

    /** The users' own, also those that hold nothing but comments. */
    private List<RouteFile> inFolder() {
        List<RouteFile> files = new ArrayList<>();
        for (String name : names()) {
            if (isRouteFile(name)) {
                read(name, files);
            }
        }
        return files;
    }

    /** A sentence on each file that replaces a shipped one and differs from it. */
    List<String> replacements() {
        List<String> sentences = new ArrayList<>();
        for (RouteFile file : inFolder()) {
            for (RouteFile shipped : ShippedRoutes.all()) {
                if (ShippedRoutes.replaces(file, shipped) && !ShippedRoutes.isUnchanged(file)) {
                    sentences.add(file.name() + " replaces the shipped " + shipped.fileName());
                }
            }
        }
        return sentences;
    }

    /** A sentence on each file that may have been meant to be loaded, and is not. */
    List<String> passedOver() {
        List<String> sentences = new ArrayList<>();
        for (String name : names()) {
            List<RouteFile> read = new ArrayList<>();
            if (isRouteFile(name)) {
                read(name, read);
                read.stream()
                        .filter(RetiredRoutes::isUnchanged)
                        .forEach(file -> sentences.add(RetiredRoutes.sentence(file.name())));
                read.stream()
                        .filter(RouteFile::isBlank)
                        .forEach(file -> sentences.add(file.name() + " is not loaded: it holds only comments."
                                + (ShippedRoutes.named(name) == null
                                        ? ""
                                        : " The shipped file of this name is not loaded, either.")));
            } else if (Files.isRegularFile(folder.resolve(name))) {
                sentences.add(folder.resolve(name) + " is not loaded: the name of a route file ends with "
                        + String.join(" or ", ENDINGS)
                        + (name.endsWith(".java") ? "; routes in Java are compiled into a jar in ext/." : "."));
            }
        }
        return sentences;
    }

    private static boolean isRouteFile(String name) {
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    private void read(String name, List<RouteFile> files) {
        Path path = folder.resolve(name);
        try {
            files.add(new RouteFile(path.toString(), Files.readAllBytes(path)));
        } catch (NoSuchFileException gone) {
            if (Files.isSymbolicLink(path)) {
                throw new ConfigurationException(path + " cannot be read: it links to a file that does not exist");
            }
            // Deleted, or moved away by an editor, since the folder was listed.
        } catch (IOException e) {
            throw new ConfigurationException(path + " cannot be read: " + e.getMessage());
        }
    }

    private List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString())
                    .filter(name -> !isEditorsOwn(name))
                    .peek(this::requireExpressible)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException("the route files in " + folder + "/ cannot be read: " + e.getMessage());
        }
    }

    /** Java decodes names by the locale; under {@code LANG=C} it cannot find such a file by the name that it has read. */
    private void requireExpressible(String name) {
        if (name.indexOf(UNDECODABLE) >= 0) {
            throw new ConfigurationException("the name of the file " + folder.resolve(name.replace(UNDECODABLE, '?'))
                    + " has characters that the locale's encoding, " + System.getProperty("sun.jnu.encoding")
                    + ", does not have; accepted: a UTF-8 locale, such as LC_ALL=C.UTF-8, or a name that is ASCII");
        }
    }

    /** Hidden files, among them locks and swap files, and backups. */
    private static boolean isEditorsOwn(String name) {
        return name.startsWith(".") || name.startsWith("#") || name.endsWith("~");
    }
}
