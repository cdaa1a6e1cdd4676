package io.webhookcourier.routefiles;

import io.webhookcourier.crm.CrmSettings;
import io.webhookcourier.routemodel.RouteCaller;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.RuntimeCamelException;

/** Asks the route {@code look-up-crm-settings} for the settings of one workspace. */
public final class CrmSettingsLookUp implements Function<String, CrmSettings> {

    private final RouteCaller route;

    public CrmSettingsLookUp(CamelContext context) {
        this.route = new RouteCaller(context, "direct:look-up-crm-settings");
    }

    /** The routes have changed. To be called while nothing is looked up. */
    public void forget() {
        route.forget();
    }

    @Override
    @SuppressWarnings("unchecked")
    public CrmSettings apply(String workspaceId) {
        Exchange exchange = route.newExchange(ExchangePattern.InOnly);
        exchange.getIn().setHeader("workspaceId", workspaceId);
        route.call(exchange);
        if (exchange.getException() != null) {
            throw RuntimeCamelException.wrapRuntimeCamelException(exchange.getException());
        }
        Object row = exchange.getMessage().getBody();
        return row instanceof Map ? CrmSettings.ofRow((Map<String, Object>) row) : CrmSettings.NONE;
    }
}
