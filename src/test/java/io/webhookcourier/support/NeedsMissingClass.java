package io.webhookcourier.support;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step whose jar in {@code ext/} was put there without those that it needs. */
public final class NeedsMissingClass implements Processor {

    /** A file with the bean {@code needsMore}. */
    public static final String BEAN = """
            - beans:
                - name: needsMore
                  type: io.webhookcourier.support.NeedsMissingClass
            """;

    @Override
    public void process(Exchange exchange) {
        throw new NoClassDefFoundError("com/example/Missing");
    }
}
