package io.webhookcourier.crm;

import java.util.Map;
import java.util.Set;

/** The look-up of several workspaces' settings at once. */
public interface CrmSettingsBatch {

    /** Whether it gives what the look-up of each single workspace would give. */
    boolean isUsable();

    /**
     * @return the settings by workspace; a workspace that is absent has to be looked up alone
     * @throws RuntimeException when they could not be looked up
     */
    Map<String, CrmSettings> lookUp(Set<String> workspaceIds);
}
