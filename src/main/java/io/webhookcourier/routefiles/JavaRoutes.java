package io.webhookcourier.routefiles;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.RouteError;
import io.webhookcourier.routemodel.RouteFile;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;

/**
 * Routes in Java: the builders that jars, and this program's own, list in
 * {@code META-INF/services/org.apache.camel.RoutesBuilder}.
 */
final class JavaRoutes {

    private static final String ENDING = ".class";

    private final CamelContext context;
    private final List<Class<? extends RoutesBuilder>> classes;

    /** @throws ConfigurationException when a listed class cannot be loaded or is no routes builder */
    JavaRoutes(CamelContext context) {
        this.context = context;
        this.classes = listed(context.getApplicationContextClassLoader());
    }

    private static List<Class<? extends RoutesBuilder>> listed(ClassLoader loader) {
        try {
            return ServiceLoader.load(RoutesBuilder.class, loader).stream()
                    .<Class<? extends RoutesBuilder>>map(ServiceLoader.Provider::type)
                    .toList();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new ConfigurationException("routes in Java do not load: " + RouteError.inOneLine(e), e);
        }
    }

    List<RouteFile> files() {
        return classes.stream()
                .map(type -> new RouteFile(type.getName() + ENDING, new byte[0]))
                .toList();
    }

    static boolean isJava(RouteFile file) {
        return file.name().endsWith(ENDING);
    }

    /** A new one, with the properties and beans that its annotations ask for. */
    RoutesBuilder newBuilder(RouteFile file) {
        String name = file.name().substring(0, file.name().length() - ENDING.length());
        return classes.stream()
                .filter(type -> type.getName().equals(name))
                .map(type -> (RoutesBuilder) context.getInjector().newInstance(type))
                .findFirst()
                .orElseThrow();
    }
}
