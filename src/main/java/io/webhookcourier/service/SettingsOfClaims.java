package io.webhookcourier.service;

import com.github.benmanes.caffeine.cache.Ticker;
import io.webhookcourier.crm.CrmSettingsCache;
import io.webhookcourier.dispatch.Claim;
import io.webhookcourier.dispatch.Dispatcher;
import io.webhookcourier.routefiles.CrmSettingsBatchLookUp;
import io.webhookcourier.routefiles.CrmSettingsLookUp;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** The CRM settings of the rows that are claimed and those that wait for their turn, in one look-up for many workspaces. */
final class SettingsOfClaims {

    private static final String PROVIDER = "CRM";

    /** Lanes whose settings one look-up brings beside those that are needed now. */
    private static final int MOST_LANES = 1_000;

    private final CrmSettingsLookUp alone;
    private final CrmSettingsBatchLookUp batch;
    private final CrmSettingsCache cache;

    SettingsOfClaims(CamelContext context, Dispatcher dispatcher) {
        this.alone = new CrmSettingsLookUp(context);
        this.batch = new CrmSettingsBatchLookUp(context);
        this.cache = new CrmSettingsCache(
                alone, batch, () -> workspaces(dispatcher.nextInLanes(MOST_LANES)), Ticker.systemTicker());
    }

    CrmSettingsCache cache() {
        return cache;
    }

    /** Has the settings ready that the rows of a claim need. */
    void prepare(List<Claim> claims) {
        cache.prepare(workspaces(claims));
    }

    /** The routes have changed. To be called while nothing is looked up. */
    void forget() {
        alone.forget();
        batch.forget();
    }

    private static Set<String> workspaces(Collection<Claim> claims) {
        return claims.stream()
                .filter(claim -> PROVIDER.equals(claim.event().provider()))
                .map(Claim::workspace)
                .filter(workspace -> !workspace.isEmpty())
                .collect(Collectors.toSet());
    }
}
