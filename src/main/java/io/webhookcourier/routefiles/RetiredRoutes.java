package io.webhookcourier.routefiles;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.RouteFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A route that earlier releases shipped as a file and that the service now has itself: {@value #ID}. Folders still hold copies
 * of that file. As shipped they change nothing and are left out; an edited one is refused, because leaving it out would claim
 * rows that the edit excludes.
 */
final class RetiredRoutes {

    private static final String ID = "claim-due-events";
    private static final String FILE = ID + ".camel.yaml";

    /** Comments, and lines in which one release's file differs from another's. */
    private static final Pattern IMMATERIAL = Pattern.compile("\\s*(#.*|(description|dataSource|parametersCount):.*)?");

    private static final String SHIPPED = substance(shipped());

    private RetiredRoutes() {}

    /** Whether it is the file as an earlier release shipped it. */
    static boolean isUnchanged(RouteFile file) {
        return file.fileName().equals(FILE) && substance(file.content()).equals(SHIPPED);
    }

    /** What to do about such a file. */
    static String sentence(String file) {
        return file + " is not loaded: the route " + ID + " is now part of the service. Delete the file.";
    }

    /** @throws ConfigurationException when the file defines the route */
    static void refuse(String routeId, RouteFile file) {
        if (routeId.equals(ID)) {
            throw new ConfigurationException(file.name() + " does not load: the route " + ID
                    + " is now part of the service, and files cannot change how rows are claimed; delete the route");
        }
    }

    private static String substance(byte[] content) {
        return new String(content, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !IMMATERIAL.matcher(line).matches())
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }

    private static byte[] shipped() {
        try (InputStream content = RetiredRoutes.class.getResourceAsStream("/retired-routes/" + FILE)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(FILE + " cannot be read from the jar", e);
        }
    }
}
