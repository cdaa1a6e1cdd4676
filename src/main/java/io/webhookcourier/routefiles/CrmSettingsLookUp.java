package io.webhookcourier.routefiles;

import io.webhookcourier.crm.CrmSettings;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;

/** Asks the route {@code look-up-crm-settings} for the settings of one workspace. */
public final class CrmSettingsLookUp implements Function<String, CrmSettings> {

    private final ProducerTemplate template;
    private final Endpoint endpoint;

    public CrmSettingsLookUp(ProducerTemplate template) {
        this.template = template;
        this.endpoint = template.getCamelContext().getEndpoint("direct:look-up-crm-settings");
    }

    @Override
    @SuppressWarnings("unchecked")
    public CrmSettings apply(String workspaceId) {
        Exchange exchange = endpoint.createExchange();
        exchange.getIn().setHeader("workspaceId", workspaceId);
        template.send(endpoint, exchange);
        if (exchange.getException() != null) {
            throw RuntimeCamelException.wrapRuntimeCamelException(exchange.getException());
        }
        Object row = exchange.getMessage().getBody();
        return row instanceof Map ? CrmSettings.ofRow((Map<String, Object>) row) : CrmSettings.NONE;
    }
}
