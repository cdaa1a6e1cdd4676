package io.webhookcourier.routefiles;

import io.webhookcourier.routemodel.RouteFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The route files inside the jar, which are loaded unless users replace them, so that a new release brings new ones. A file
 * of the folder replaces a shipped one by having its name, or by defining a route with the id that the shipped one defines.
 */
public final class ShippedRoutes {

    /** Where they are in the jar, and how messages name them. */
    private static final String FOLDER = "shipped-routes/";

    private static final String ENDING = ".camel.yaml";

    private static final List<String> NAMES = List.of(
            "deliver-crm",
            "deliver-event",
            "error-handling",
            "look-up-crm-row",
            "look-up-crm-settings",
            "look-up-crm-settings-batch",
            "on-event-failed",
            "post-webhook");

    private static final List<RouteFile> ALL =
            NAMES.stream().map(ShippedRoutes::read).toList();

    private ShippedRoutes() {}

    /** Names of the files, without a folder. */
    public static List<String> fileNames() {
        return NAMES.stream().map(name -> name + ENDING).toList();
    }

    /** All of them, in the order of their names. */
    public static List<RouteFile> all() {
        return ALL;
    }

    /** The shipped file that has the name, or null. */
    static RouteFile named(String fileName) {
        return ALL.stream()
                .filter(shipped -> shipped.fileName().equals(fileName))
                .findFirst()
                .orElse(null);
    }

    /** Those that no file of the folder replaces. A file that holds only comments removes its namesake. */
    static List<RouteFile> besides(List<RouteFile> folder) {
        List<RouteFile> left = new ArrayList<>(ALL);
        left.removeIf(shipped -> folder.stream().anyMatch(file -> replaces(file, shipped)));
        return left;
    }

    /** Whether it is an exact copy of its shipped namesake. */
    static boolean isUnchanged(RouteFile copy) {
        RouteFile shipped = named(copy.fileName());
        return shipped != null && Arrays.equals(shipped.content(), copy.content());
    }

    static boolean replaces(RouteFile file, RouteFile shipped) {
        return file.fileName().equals(shipped.fileName())
                || idIn(shipped.fileName().replace(ENDING, ""))
                        .matcher(uncommented(file))
                        .find();
    }

    /** In YAML, in its one-line form, in XML; in any case, because the id of a provider's route may be in any. */
    private static Pattern idIn(String id) {
        return Pattern.compile("\\bid[\"']?\\s*[:=]\\s*[\"']?(?i:" + Pattern.quote(id) + ")(?![\\w-])");
    }

    private static String uncommented(RouteFile file) {
        return new String(file.content(), StandardCharsets.UTF_8).replaceAll("(?m)^\\s*#.*$", "");
    }

    private static RouteFile read(String name) {
        String place = FOLDER + name + ENDING;
        try (InputStream content = ShippedRoutes.class.getResourceAsStream("/" + place)) {
            return new RouteFile(place, content.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(place + " cannot be read from the jar", e);
        }
    }
}
