package io.webhookcourier.routefiles;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.RouteFile;
import java.util.List;
import org.apache.camel.model.Model;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * The error handling {@code handle-failures}. It applies to every route that names no other, and its clauses to those that
 * name it after another, for the failures which that one leaves.
 */
final class FailureHandling {

    private static final String ID = RequiredRoutes.HANDLING;

    /** The shipped posting route of earlier releases names this one alone, which caught every exception then. */
    private static final String REPEATING = "repeat-when-nobody-was-reached";

    private static final List<String> EVERYTHING = List.of(Exception.class.getName(), Throwable.class.getName());

    private final Model model;
    private String file;
    private List<OnExceptionDefinition> clauses = List.of();

    FailureHandling(Model model) {
        this.model = model;
    }

    /** To be called before files are loaded again. */
    void forget() {
        file = null;
        clauses = List.of();
    }

    /**
     * Camel applies a configuration to every route that names no other when it has no id. Editors of routes give each an id
     * when they save a file; so that one has an id in the file, and none here.
     */
    void added(RouteFile addedFile, RouteConfigurationDefinition configuration) {
        if (!ID.equals(configuration.getId())) {
            return;
        }
        if (file != null) {
            throw new ConfigurationException(addedFile.name() + " does not load: the id " + ID
                    + " of a routeConfiguration is already taken by " + file);
        }
        file = addedFile.name();
        clauses = configuration.getOnExceptions();
        configuration.setId(null);
    }

    /** To be called when all configurations are there: gives the clauses an id once more, for routes that name it. */
    void addByName() {
        if (file != null) {
            RouteConfigurationDefinition named = new RouteConfigurationDefinition();
            named.setId(ID);
            named.setOnExceptions(clauses);
            model.addRouteConfiguration(named);
        }
    }

    /**
     * To be called before the route is added. Where a configuration that it names catches every exception, the clauses of
     * that one decide, as in files of earlier releases.
     */
    void complete(RouteDefinition route) {
        List<String> named = namedBy(route);
        if (named.size() > 1 && named.contains(ID) && catchEverything(named)) {
            route.getOutputs().removeIf(this::isClause);
        } else if (named.equals(List.of(REPEATING)) && !catchEverything(named)) {
            route.getOutputs().addAll(0, clauses);
        }
    }

    private static List<String> namedBy(RouteDefinition route) {
        String named = route.getRouteConfigurationId();
        return named == null ? List.of() : List.of(named.split(","));
    }

    private boolean isClause(Object step) {
        return clauses.stream().anyMatch(clause -> clause == step);
    }

    private boolean catchEverything(List<String> named) {
        return model.getRouteConfigurationDefinitions().stream()
                .filter(configuration ->
                        configuration.getId() != null && !configuration.getId().equals(ID))
                .filter(configuration -> named.contains(configuration.getId()))
                .flatMap(configuration -> configuration.getOnExceptions().stream())
                .anyMatch(FailureHandling::catchesEverything);
    }

    private static boolean catchesEverything(OnExceptionDefinition clause) {
        return clause.getOnWhen() == null && clause.getExceptions().stream().anyMatch(EVERYTHING::contains);
    }
}
