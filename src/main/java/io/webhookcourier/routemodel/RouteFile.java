package io.webhookcourier.routemodel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * One route file as it was read.
 *
 * @param name with its folder: {@code routes/deliver-crm.camel.yaml}
 */
public record RouteFile(String name, byte[] content) {

    /** Without its folder. */
    public String fileName() {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    public boolean isYaml() {
        return name.endsWith(".yaml");
    }

    /** Whether it holds nothing but blank lines and, in YAML, comments. */
    public boolean isBlank() {
        return new String(content, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .allMatch(line -> line.isEmpty() || isYaml() && (line.startsWith("#") || line.equals("---")));
    }

    /** A resource for Camel's loader, which stays what it is when the file changes. */
    public Resource resource() {
        return ResourceHelper.fromBytes("file:" + name, content);
    }

    /** The file that a resource of Camel's was read from, as {@link #name()} has it; null for null. */
    public static String nameOf(Resource resource) {
        return resource == null ? null : resource.getLocation().replaceFirst("^file:", "");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RouteFile file && file.name.equals(name) && Arrays.equals(file.content, content);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
