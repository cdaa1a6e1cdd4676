package io.webhookcourier.routefiles;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.DirectTargets;
import io.webhookcourier.routemodel.RouteError;
import io.webhookcourier.routemodel.RouteFile;
import io.webhookcourier.routemodel.RouteSteps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.DefaultRoutesLoader;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.NodeIdFactory;
import org.apache.camel.spi.ResourceAware;

/**
 * Puts route files into a Camel context, all of them together: a changed error handling reaches a route only when the
 * route is built again, so they are never loaded one by one. What they hold (routes, route configurations, templates,
 * rests, beans) replaces all that earlier files held.
 */
public final class RouteLoader {

    private static final String YAML_HOLDS = "; it must be a list whose items begin with '- route:',"
            + " '- routeConfiguration:', '- routeTemplate:', '- templatedRoute:', '- rest:' or '- beans:'";

    private final CamelContext context;
    private final Model model;
    private final RequiredRoutes required;
    private final OwnPaths ownPaths;
    private final LoadedParts parts;
    private final FileBeans beans;
    private final JavaRoutes javaRoutes;
    private final Set<String> takenBeans;
    private final Set<String> takenStepIds;
    private final Map<String, String> fileOfRoute = new HashMap<>();
    private final FailureHandling handling;

    /** For a service that answers no HTTP requests itself; otherwise as below. */
    RouteLoader(CamelContext context, RequiredRoutes required) {
        this(context, required, new OwnPaths(Map.of()));
    }

    /** To be made before the first file is loaded, and once all routes and beans of the service are there. */
    RouteLoader(CamelContext context, RequiredRoutes required, OwnPaths ownPaths) {
        this(context, required, ownPaths, FileBeans.namesIn(context), StepIds.in(context));
    }

    /**
     * @param takenBeans names that no bean of a file may have
     * @param takenStepIds ids that no step of a file may have
     */
    private RouteLoader(
            CamelContext context,
            RequiredRoutes required,
            OwnPaths ownPaths,
            Set<String> takenBeans,
            Set<String> takenStepIds) {
        this.ownPaths = ownPaths;
        this.context = context;
        this.takenStepIds = takenStepIds;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
        this.required = required;
        this.takenBeans = takenBeans;
        this.parts = new LoadedParts(context);
        this.beans = new FileBeans(context, takenBeans);
        this.javaRoutes = new JavaRoutes(context);
        this.handling = new FailureHandling(model);
    }

    /** With the same rules, for another context. */
    RouteLoader forTrialIn(CamelContext trial, RequiredRoutes requiredThere) {
        return new RouteLoader(trial, requiredThere, ownPaths, new HashSet<>(takenBeans), takenStepIds);
    }

    /** Names of the beans that the loaded files define. */
    Set<String> fileBeans() {
        return beans.names();
    }

    /** Names from which the service's own routes begin. */
    Set<String> ownEntrances() {
        return parts.ownEntrances();
    }

    /** Ids of the service's own routes. */
    Set<String> ownRouteIds() {
        return parts.ownRouteIds();
    }

    /**
     * Replaces everything that came from files by what the given files hold.
     *
     * @param otherEntrances {@code direct:} names that the files may call though no route here begins with them
     * @throws ConfigurationException naming the file; what has been loaded so far stays until the next call
     */
    void replaceBy(List<RouteFile> files, Set<String> otherEntrances) {
        remove();
        Map<RouteFile, List<RoutesBuilder>> builders = parse(files);
        each(builders, this::addConfigurations);
        handling.addByName();
        addRoutes(builders);
        each(builders, this::addTemplatedRoutes);
        required.requireIn(
                Stream.concat(fileOfRoute.keySet().stream(), configurationIds()).collect(Collectors.toSet()));
        required.requireStarting(parts.routes(), context);
        ownPaths.requireFree(parts.routes(), context);
        NamedConfigurations.requireFor(parts.routes(), context);
        new DirectTargets(context, otherEntrances).requireAll();
    }

    /** Removes everything that came from files. */
    void remove() {
        parts.remove();
        beans.remove();
        fileOfRoute.clear();
        handling.forget();
    }

    private Map<RouteFile, List<RoutesBuilder>> parse(List<RouteFile> files) {
        Map<RouteFile, List<RoutesBuilder>> builders = new LinkedHashMap<>();
        for (RouteFile file :
                (Iterable<RouteFile>) Stream.concat(files.stream(), javaRoutes.files().stream())::iterator) {
            onFile(file, () -> {
                builders.put(file, parse(file));
                beans.defined(file);
            });
        }
        return builders;
    }

    /** With a loader of its own for each file: Camel's remembers beans, and leaves those out that it made before. */
    private List<RoutesBuilder> parse(RouteFile file) throws Exception {
        if (JavaRoutes.isJava(file)) {
            return List.of(javaRoutes.newBuilder(file));
        }
        try (DefaultRoutesLoader loader = new DefaultRoutesLoader(context)) {
            return new ArrayList<>(loader.findRoutesBuilders(List.of(file.resource())));
        }
    }

    private void addConfigurations(RouteFile file, RoutesBuilder builder) throws Exception {
        if (builder instanceof RouteConfigurationsBuilder configurations) {
            List<RouteConfigurationDefinition> before = List.copyOf(model.getRouteConfigurationDefinitions());
            configurations.addRouteConfigurationsToCamelContext(context);
            for (RouteConfigurationDefinition added : List.copyOf(model.getRouteConfigurationDefinitions())) {
                if (!before.contains(added)) {
                    added.setResource(file.resource());
                    WireTaps.mark(context, RouteSteps.of(added));
                    handling.added(file, added);
                }
            }
        }
    }

    private Stream<String> configurationIds() {
        return model.getRouteConfigurationDefinitions().stream()
                .filter(configuration -> !configuration.getOnExceptions().isEmpty())
                .map(configuration -> configuration.getId() == null ? RequiredRoutes.HANDLING : configuration.getId());
    }

    private record FileRoute(RouteFile file, RouteDefinition route) {}

    private void addRoutes(Map<RouteFile, List<RoutesBuilder>> builders) {
        List<FileRoute> routes = new ArrayList<>();
        each(builders, (file, builder) -> {
            if (builder instanceof RouteBuilder model) {
                model.prepareModel(context);
                refuseWithoutContent(file, model);
                model.getRouteTemplateCollection()
                        .getRouteTemplates()
                        .forEach(template -> WireTaps.mark(context, RouteSteps.of(template.getRoute())));
                for (RouteDefinition route : model.getRouteCollection().getRoutes()) {
                    if (route.getResource() == null) {
                        route.setResource(file.resource());
                    }
                    handling.complete(route);
                    routes.add(new FileRoute(file, route));
                }
            }
        });
        // Those that are called by others first: what a message from outside begins finds the routes that it calls.
        routes.sort(Comparator.comparing(added -> !LoadedParts.isCalledByOthers(added.route())));
        StepIds stepIds = new StepIds(takenStepIds);
        for (FileRoute added : routes) {
            onFile(added.file(), () -> addRoute(added, stepIds));
        }
    }

    /** Camel ignores unknown items at the top level of a file. */
    private void refuseWithoutContent(RouteFile file, RouteBuilder builder) {
        boolean empty = builder.getRouteCollection().getRoutes().isEmpty()
                && builder.getRouteTemplateCollection().getRouteTemplates().isEmpty()
                && builder.getTemplatedRouteCollection().getTemplatedRoutes().isEmpty()
                && builder.getRestCollection().getRests().isEmpty()
                && model.getRouteConfigurationDefinitions().stream()
                        .noneMatch(configuration -> isFrom(file, configuration))
                && model.getCustomBeans().stream().noneMatch(bean -> isFrom(file, bean));
        if (empty) {
            throw new ConfigurationException(
                    file.name() + " does not load: it holds nothing to load" + (file.isYaml() ? YAML_HOLDS : ""));
        }
    }

    private static boolean isFrom(RouteFile file, ResourceAware part) {
        return file.name().equals(RouteFile.nameOf(part.getResource()));
    }

    /** Camel would let the later of two routes with the same id silently take the other's place. */
    private void addRoute(FileRoute added, StepIds stepIds) throws Exception {
        if (!Precondition.holds(added.route(), context)) {
            return;
        }
        if (added.route().getInput() == null) {
            throw new ConfigurationException(added.file().name() + " does not load: a route has no from:");
        }
        NodeIdFactory ids = context.getCamelContextExtension().getContextPlugin(NodeIdFactory.class);
        String id = added.route().idOrCreate(ids);
        RetiredRoutes.refuse(id, added.file());
        if (model.getRouteDefinition(id) != null) {
            throw taken(id, added.file());
        }
        stepIds.add(added.file(), added.route());
        WireTaps.mark(context, RouteSteps.of(added.route()));
        fileOfRoute.put(id, added.file().name());
        model.addRouteDefinition(added.route());
    }

    private void addTemplatedRoutes(RouteFile file, RoutesBuilder builder) throws Exception {
        List<RouteDefinition> before = List.copyOf(model.getRouteDefinitions());
        builder.addTemplatedRoutesToCamelContext(context);
        List<RouteDefinition> now = model.getRouteDefinitions();
        for (RouteDefinition route : before) {
            if (!now.contains(route)) {
                throw taken(route.getRouteId(), file);
            }
        }
        for (RouteDefinition route : List.copyOf(now)) {
            if (!before.contains(route)) {
                route.setResource(file.resource());
                fileOfRoute.put(route.getRouteId(), file.name());
            }
        }
    }

    private ConfigurationException taken(String id, RouteFile file) {
        return new ConfigurationException(file.name() + " does not load: the route id " + id + " is already taken by "
                + fileOfRoute.getOrDefault(id, "a route of the service itself"));
    }

    private interface Step {
        void run() throws Exception;
    }

    private interface BuilderStep {
        void run(RouteFile file, RoutesBuilder builder) throws Exception;
    }

    private void each(Map<RouteFile, List<RoutesBuilder>> builders, BuilderStep step) {
        builders.forEach((file, ofFile) -> ofFile.forEach(builder -> onFile(file, () -> step.run(file, builder))));
    }

    private void onFile(RouteFile file, Step step) {
        try {
            step.run();
        } catch (ConfigurationException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            // A class of a jar in ext/ may need another that is missing, or a newer Java.
            String inFile = RouteError.inFile(e, context);
            throw new ConfigurationException(
                    inFile == null ? file.name() + " does not load: " + RouteError.inOneLine(e) : inFile, e);
        }
    }
}
