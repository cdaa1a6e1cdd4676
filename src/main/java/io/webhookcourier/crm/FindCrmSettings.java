package io.webhookcourier.crm;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Finds the settings of the delivery's workspace, and sets the exchange property {@link CrmSettings#PROPERTY}. */
public final class FindCrmSettings implements Processor {

    private final CrmSettingsCache cache;

    public FindCrmSettings(CrmSettingsCache cache) {
        this.cache = cache;
    }

    @Override
    public void process(Exchange exchange) {
        String workspaceId = CrmDelivery.of(exchange).getWorkspaceId();
        exchange.setProperty(CrmSettings.PROPERTY, cache.get(workspaceId));
    }
}
