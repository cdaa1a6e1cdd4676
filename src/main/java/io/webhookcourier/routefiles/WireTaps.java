package io.webhookcourier.routefiles;

import io.webhookcourier.egress.SideBranch;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.support.CamelContextHelper;

/** Lets the copies that wire taps send be known as such: Camel makes them like those that a route waits for. */
final class WireTaps {

    private WireTaps() {}

    /** To be called before the steps are built. */
    static void mark(CamelContext context, Stream<ProcessorDefinition<?>> steps) {
        steps.filter(WireTapDefinition.class::isInstance)
                .map(WireTapDefinition.class::cast)
                .forEach(tap -> mark(context, tap));
    }

    private static void mark(CamelContext context, WireTapDefinition<?> tap) {
        Processor prepared = prepared(context, tap);
        tap.setOnPrepare(null);
        tap.onPrepare(SideBranch.mark(prepared));
    }

    /** What the user has the copy prepared by, or null. */
    private static Processor prepared(CamelContext context, WireTapDefinition<?> tap) {
        String bean = tap.getOnPrepare();
        return tap.getOnPrepareProcessor() != null || bean == null
                ? tap.getOnPrepareProcessor()
                : exchange -> CamelContextHelper.mandatoryLookup(context, reference(bean), Processor.class)
                        .process(exchange);
    }

    private static String reference(String bean) {
        return bean.startsWith("#") ? bean.substring(1) : bean;
    }
}
