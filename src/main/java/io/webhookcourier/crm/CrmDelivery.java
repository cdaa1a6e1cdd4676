package io.webhookcourier.crm;

import io.webhookcourier.delivery.ClaimedEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What is known of one delivery to a CRM, as the checks find it out, each value once. Travels as the exchange property
 * {@value #PROPERTY}, so that a route can say {@code ${exchangeProperty.crm.leadId}}. Not thread-safe.
 */
public final class CrmDelivery {

    /** The exchange property under which routes find the delivery. */
    public static final String PROPERTY = "crm";

    /** The exchange property that is true when the payload brought no row; cheaper to ask than this object. */
    public static final String ROW_MISSING = "crmRowMissing";

    private final ClaimedEvent event;
    private final CrmPayload payload;
    private final String eventType;
    private final String workspaceId;
    private String leadId;
    private String row;
    private Map<String, Object> headersSetAside;

    CrmDelivery(ClaimedEvent event, CrmPayload payload, String eventType, String workspaceId) {
        this.event = event;
        this.payload = payload;
        this.eventType = Objects.requireNonNull(eventType, "eventType");
        this.workspaceId = Objects.requireNonNull(workspaceId, "workspaceId");
        this.row = payload.row();
    }

    /** The delivery that the exchange is about. */
    static CrmDelivery of(Exchange exchange) {
        CrmDelivery delivery = exchange.getProperty(PROPERTY, CrmDelivery.class);
        if (delivery == null) {
            throw new IllegalStateException("the route has not read the CRM event: the exchange property " + PROPERTY
                    + " is absent; let readCrmEvent come first");
        }
        return delivery;
    }

    ClaimedEvent event() {
        return event;
    }

    /** A field of the payload as it was written, or null. */
    String payloadText(String field) {
        return payload.text(field);
    }

    // Simple calls a method by a property's bare name before it looks for a getter, so no setter may bear one.

    void leadChecked(String checkedLeadId) {
        leadId = checkedLeadId;
    }

    void rowFound(String compactJson) {
        row = compactJson;
    }

    /** The look-up begins without the headers of the webhook, which its service must not see. */
    void setHeadersAside(Message message) {
        headersSetAside = new HashMap<>(message.getHeaders());
        message.getHeaders().clear();
    }

    /** What the look-up set stays out of the webhook. Does nothing unless the headers were set aside. */
    void putHeadersBack(Message message) {
        if (headersSetAside != null) {
            message.getHeaders().clear();
            message.getHeaders().putAll(headersSetAside);
        }
    }

    /** The id of the row in {@code "WebhookEvent"}. */
    public String getDeliveryId() {
        return event.id();
    }

    /** The checked event type. */
    public String getEventType() {
        return eventType;
    }

    /** The checked workspace. */
    public String getWorkspaceId() {
        return workspaceId;
    }

    /** The checked lead; null until {@link CrmSteps#checkLead} has run. */
    public String getLeadId() {
        return leadId;
    }

    /** The row that will be sent, compact JSON; null while it must be looked up. */
    public String getRow() {
        return row;
    }

    /** Whether the payload brought no row, so that it must be looked up. */
    public boolean isRowMissing() {
        return row == null;
    }

    /** Names the delivery; shows neither payload nor secret. */
    @Override
    public String toString() {
        return "CrmDelivery[" + event.id() + ", " + eventType + ", workspace " + workspaceId + ", lead " + leadId + "]";
    }
}
