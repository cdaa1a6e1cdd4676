package io.webhookcourier.routefiles;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.RouteFile;
import io.webhookcourier.routemodel.RouteSteps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/** The ids of steps, unique over all files; Camel says only that there is a duplicate, not where. */
final class StepIds {

    private final Map<String, String> fileOfId = new HashMap<>();

    /** @param taken ids of steps in the service's own routes */
    StepIds(Set<String> taken) {
        taken.forEach(id -> fileOfId.put(id, "a route of the service itself"));
    }

    /** The ids of all steps in a context, as long as no file was loaded. */
    static Set<String> in(CamelContext context) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        return model.getRouteDefinitions().stream()
                .flatMap(RouteSteps::of)
                .filter(ProcessorDefinition::hasCustomIdAssigned)
                .map(ProcessorDefinition::getId)
                .collect(Collectors.toSet());
    }

    /** @throws ConfigurationException when a step has the id of another, or of a route that was added before */
    void add(RouteFile file, RouteDefinition route) {
        if (route.hasCustomIdAssigned()) {
            fileOfId.putIfAbsent(route.getRouteId(), file.name());
        }
        // Error handling is part of each route that it applies to.
        List<ProcessorDefinition<?>> own =
                route.getOutputs().stream().filter(step -> !step.isAbstract()).toList();
        RouteSteps.within(own).filter(ProcessorDefinition::hasCustomIdAssigned).forEach(step -> {
            String other = fileOfId.putIfAbsent(step.getId(), file.name());
            if (other != null) {
                throw new ConfigurationException(
                        file.name() + " does not load: the id " + step.getId() + " is already taken by " + other);
            }
        });
    }
}
