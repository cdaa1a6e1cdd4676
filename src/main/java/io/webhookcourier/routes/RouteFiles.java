package io.webhookcourier.routes;

import io.webhookcourier.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/** The users' route files: {@code *.camel.yaml} in the folder {@code routes}, in the order of their names. */
public final class RouteFiles {

    private static final String ENDING = ".camel.yaml";

    private final Path folder;

    public RouteFiles(Path folder) {
        this.folder = folder;
    }

    /** One route file as it was read: what it is called, and what it says. */
    record RouteFile(String name, byte[] content) {

        /** A resource for Camel's loader, which stays what it is when the file changes. */
        Resource resource() {
            return ResourceHelper.fromBytes("file:" + name, content);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RouteFile file
                    && file.name.equals(name)
                    && java.util.Arrays.equals(file.content, content);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /**
     * Reads all route files.
     *
     * @throws ConfigurationException when there is no folder, or no route file in it
     */
    List<RouteFile> read() {
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException("there is no folder " + folder + "/ with route files (*" + ENDING
                    + ") in the working folder " + folder.toAbsolutePath().getParent());
        }
        List<RouteFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.filter(p -> p.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                files.add(new RouteFile(folder.resolve(path.getFileName()).toString(), Files.readAllBytes(path)));
            }
        } catch (IOException e) {
            throw new ConfigurationException("the route files in " + folder + "/ cannot be read: " + e.getMessage());
        }
        if (files.isEmpty()) {
            throw new ConfigurationException("the folder " + folder + "/ holds no route file (*" + ENDING + ")");
        }
        return files;
    }
}
