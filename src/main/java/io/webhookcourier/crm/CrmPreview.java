package io.webhookcourier.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.TerminalFailureException;

/**
 * The body that the project's own CRM route makes of an event, without sending anything: for people who ask what was or
 * would be sent. A route that its users have changed may send another.
 *
 * @param eventType the checked event type; null when a check failed
 * @param body the JSON that is signed; null when a check failed or the payload holds no row
 * @param problem why there is no body; null when there is one
 */
public record CrmPreview(String eventType, String body, Reason problem) {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    public static CrmPreview of(ClaimedEvent event) {
        try {
            CrmDelivery delivery = CrmChecks.read(event);
            CrmChecks.checkLead(delivery);
            if (delivery.isRowMissing()) {
                return new CrmPreview(delivery.getEventType(), null, CrmChecks.rowNotFound(delivery));
            }
            String body = MAPPER.writeValueAsString(CrmChecks.envelope(delivery));
            return new CrmPreview(delivery.getEventType(), body, null);
        } catch (TerminalFailureException refused) {
            return new CrmPreview(null, null, refused.reason());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an envelope of texts cannot be written as JSON", e);
        }
    }

    /** Names the type only: a body may hold personal data. */
    @Override
    public String toString() {
        return "CrmPreview";
    }
}
