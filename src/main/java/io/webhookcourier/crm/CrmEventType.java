package io.webhookcourier.crm;

import java.util.Set;

/** The event types that a CRM can subscribe to (contract, section 5). */
final class CrmEventType {

    private static final Set<String> SUPPORTED = Set.of("lead_created", "crm_row_updated");

    private CrmEventType() {}

    static boolean isSupported(String eventType) {
        return eventType != null && SUPPORTED.contains(eventType);
    }
}
