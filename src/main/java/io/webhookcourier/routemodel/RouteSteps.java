package io.webhookcourier.routemodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ErrorHandlerDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.apache.camel.support.CamelContextHelper;

/** What the steps of routes and of route configurations say, at any depth. */
public final class RouteSteps {

    private RouteSteps() {}

    /**
     * A step that sends to an endpoint.
     *
     * @param step its id, or its kind where it has none
     * @param where the route, or the error handling, that it is part of
     * @param file that it was read from, or null
     * @param uri as written, placeholders included
     */
    record Call(String step, String where, String file, String uri) {}

    /** All calls whose target is written out, and not computed for each message. */
    static List<Call> calls(CamelContext context) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        List<Call> calls = new ArrayList<>();
        model.getRouteDefinitions().forEach(route -> calls.addAll(calls(route)));
        for (RouteConfigurationDefinition configuration : model.getRouteConfigurationDefinitions()) {
            String where = "a routeConfiguration";
            String file = RouteFile.nameOf(configuration.getResource());
            of(configuration).forEach(step -> add(calls, step, where, file));
            addDeadLetters(calls, configuration.getErrorHandler(), where, file);
        }
        return calls;
    }

    /** The calls of one route. */
    static List<Call> calls(RouteDefinition route) {
        String where = "route " + route.getRouteId();
        String file = RouteFile.nameOf(route.getResource());
        List<Call> calls = new ArrayList<>();
        of(route).forEach(step -> add(calls, step, where, file));
        addDeadLetters(calls, route.getErrorHandler(), where, file);
        calls.replaceAll(call -> new Call(call.step(), where, file, withParameters(route, call.uri())));
        return calls;
    }

    /** The URI from which a route begins, with the parameters of its template; null where it has none. */
    public static String entrance(RouteDefinition route) {
        return route.getInput() == null
                ? null
                : withParameters(route, route.getInput().getEndpointUri());
    }

    /** Whether the route starts with its context. */
    public static boolean starts(CamelContext context, RouteDefinition route) {
        Boolean said = CamelContextHelper.parseBoolean(context, route.getAutoStartup());
        return said == null || said;
    }

    private static String withParameters(RouteDefinition route, String uri) {
        String result = uri;
        if (uri != null && route.getTemplateParameters() != null) {
            for (Map.Entry<String, Object> parameter :
                    route.getTemplateParameters().entrySet()) {
                result = result.replace("{{" + parameter.getKey() + "}}", String.valueOf(parameter.getValue()));
            }
        }
        return result;
    }

    public static Stream<ProcessorDefinition<?>> of(RouteDefinition route) {
        return within(route.getOutputs());
    }

    public static Stream<ProcessorDefinition<?>> of(RouteConfigurationDefinition configuration) {
        List<ProcessorDefinition<?>> clauses = new ArrayList<>();
        clauses.addAll(configuration.getOnExceptions());
        clauses.addAll(configuration.getOnCompletions());
        clauses.addAll(configuration.getIntercepts());
        clauses.addAll(configuration.getInterceptFroms());
        clauses.addAll(configuration.getInterceptSendTos());
        return within(clauses);
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    public static Stream<ProcessorDefinition<?>> within(List<ProcessorDefinition<?>> outputs) {
        return ((java.util.Collection<ProcessorDefinition<?>>) (java.util.Collection)
                        ProcessorDefinitionHelper.filterTypeInOutputs(outputs, ProcessorDefinition.class))
                .stream();
    }

    private static void add(List<Call> calls, ProcessorDefinition<?> step, String where, String file) {
        String name = step.hasCustomIdAssigned() ? step.getId() : step.getShortName();
        targets(step).forEach(uri -> calls.add(new Call(name, where, file, uri)));
    }

    private static Stream<String> targets(ProcessorDefinition<?> step) {
        if (step instanceof ToDynamicDefinition dynamic) {
            return Stream.ofNullable(dynamic.getUri());
        }
        if (step instanceof EndpointRequiredDefinition call) {
            return Stream.ofNullable(call.getEndpointUri());
        }
        if (step instanceof ProcessDefinition process && "findCrmSettings".equals(process.getRef())) {
            return Stream.of("direct:look-up-crm-settings");
        }
        if (step instanceof EnrichDefinition enrich) {
            return Stream.ofNullable(text(enrich));
        }
        if (step instanceof RecipientListDefinition<?> || step instanceof RoutingSlipDefinition<?>) {
            String recipients = text((ExpressionNode) step);
            return recipients == null ? Stream.empty() : Stream.of(recipients.split(","));
        }
        return Stream.empty();
    }

    private static String text(ExpressionNode step) {
        return step.getExpression() == null ? null : step.getExpression().getExpression();
    }

    private static void addDeadLetters(List<Call> calls, ErrorHandlerDefinition handler, String where, String file) {
        if (handler != null
                && handler.getErrorHandlerType() instanceof DeadLetterChannelDefinition letters
                && Objects.nonNull(letters.getDeadLetterUri())) {
            calls.add(new Call("errorHandler", where, file, letters.getDeadLetterUri()));
        }
    }
}
