package io.webhookcourier.routefiles;

import io.webhookcourier.crm.CrmSettings;
import io.webhookcourier.crm.CrmSettingsBatch;
import io.webhookcourier.database.ConnectionLoss;
import io.webhookcourier.database.WriteFailure;
import io.webhookcourier.routemodel.RouteCaller;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the route {@code look-up-crm-settings-batch} for the settings of several workspaces. */
public final class CrmSettingsBatchLookUp implements CrmSettingsBatch {

    private static final Logger LOG = LoggerFactory.getLogger(CrmSettingsBatchLookUp.class);

    private final CamelContext context;
    private final RouteCaller route;
    private volatile boolean failing;

    public CrmSettingsBatchLookUp(CamelContext context) {
        this.context = context;
        this.route = new RouteCaller(context, "direct:" + SettingsLookUps.BATCH);
    }

    /** The routes have changed. To be called while nothing is looked up. */
    public void forget() {
        route.forget();
        failing = false;
    }

    @Override
    public boolean isUsable() {
        return SettingsLookUps.belongTogether(context);
    }

    @Override
    public Map<String, CrmSettings> lookUp(Set<String> workspaceIds) {
        Exchange exchange = route.newExchange(ExchangePattern.InOnly);
        exchange.getIn().setHeader("workspaceIds", workspaceIds.toArray(String[]::new));
        route.call(exchange);
        try {
            if (exchange.getException() != null) {
                throw RuntimeCamelException.wrapRuntimeCamelException(exchange.getException());
            }
            Map<String, CrmSettings> found = byWorkspace(exchange.getMessage().getBody());
            failing = false;
            return found;
        } catch (RuntimeException e) {
            failed(e);
            throw e;
        }
    }

    /** A workspace with two rows, or one that cannot be read, is left to its own look-up, which says what is wrong. */
    private static Map<String, CrmSettings> byWorkspace(Object body) {
        if (!(body instanceof List<?> rows)) {
            throw new IllegalStateException("the look-up of the CRM settings of several workspaces gives no list");
        }
        Map<String, CrmSettings> found = new HashMap<>();
        Set<String> unclear = new HashSet<>();
        for (Object row : rows) {
            Map<String, Object> columns = columns(row);
            String workspaceId = String.valueOf(columns.get("workspaceId"));
            try {
                if (found.put(workspaceId, CrmSettings.ofRow(columns)) != null) {
                    unclear.add(workspaceId);
                }
            } catch (IllegalStateException e) {
                LOG.debug("The settings of workspace {} are looked up alone", workspaceId, e);
                unclear.add(workspaceId);
            }
        }
        found.keySet().removeAll(unclear);
        return found;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> columns(Object row) {
        if (row instanceof Map<?, ?> columns && columns.get("workspaceId") != null) {
            return (Map<String, Object>) columns;
        }
        throw new IllegalStateException(
                "the look-up of the CRM settings of several workspaces gives a row without \"workspaceId\"");
    }

    /** An outage of the database is logged once for the whole service. */
    private void failed(RuntimeException e) {
        LOG.debug("The CRM settings of several workspaces could not be looked up together", e);
        if (!failing && ConnectionLoss.of(e) == ConnectionLoss.NONE) {
            failing = true;
            LOG.warn(
                    "The route {} failed: {}. Until it works again, the CRM settings of each workspace are looked up on"
                            + " their own.",
                    SettingsLookUps.BATCH,
                    WriteFailure.reason(e));
        }
    }
}
