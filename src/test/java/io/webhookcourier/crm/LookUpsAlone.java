package io.webhookcourier.crm;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A cache for tests in which each workspace is looked up alone. */
public final class LookUpsAlone implements CrmSettingsBatch {

    private LookUpsAlone() {}

    public static CrmSettingsCache cache(Function<String, CrmSettings> lookUp, Ticker ticker) {
        return new CrmSettingsCache(lookUp, new LookUpsAlone(), List::of, ticker);
    }

    @Override
    public boolean isUsable() {
        return false;
    }

    @Override
    public Map<String, CrmSettings> lookUp(Set<String> workspaceIds) {
        throw new AssertionError("not usable");
    }
}
