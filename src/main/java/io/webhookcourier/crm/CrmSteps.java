package io.webhookcourier.crm;

import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.SkipDeliveryException;
import io.webhookcourier.delivery.TerminalFailureException;
import io.webhookcourier.signing.SignRequest;
import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.Exchange;

/**
 * The steps that routes take from a claimed event to the envelope that a CRM receives, in this order (contract, section
 * 5). Each is a bean of its own for route files; its name is in quotes.
 */
public final class CrmSteps {

    private final CrmSettingsCache settings;
    private final Function<String, CrmUrl> endpoint;

    /**
     * @param settings finds a workspace's settings
     * @param endpoint reads the configured URL
     */
    public CrmSteps(CrmSettingsCache settings, Function<String, CrmUrl> endpoint) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    }

    /**
     * {@code readCrmEvent}: reads the payload, then checks 1 and 2, event type and workspace. Sets the exchange properties
     * {@link CrmDelivery#PROPERTY} and {@link SignRequest#EVENT_TYPE_PROPERTY}.
     *
     * @throws TerminalFailureException {@code malformed_payload: …}, {@code unsupported_crm_event_type:…} or
     *     {@code missing_workspace_id}
     */
    public void readEvent(Exchange exchange) {
        DeliveryAttempt attempt = exchange.getProperty(DeliveryAttempt.PROPERTY, DeliveryAttempt.class);
        if (attempt == null) {
            throw new IllegalStateException("this route delivers claimed events only: the exchange property "
                    + DeliveryAttempt.PROPERTY + " is absent");
        }
        CrmDelivery delivery = CrmChecks.read(attempt.event());
        exchange.setProperty(CrmDelivery.PROPERTY, delivery);
        exchange.setProperty(SignRequest.EVENT_TYPE_PROPERTY, delivery.getEventType());
    }

    /**
     * {@code findCrmSettings}: sets the exchange property {@link CrmSettings#PROPERTY}, and {@link
     * SignRequest#CONDITION_PROPERTY}, so that no request leaves with settings that are outdated by then.
     */
    public void findSettings(Exchange exchange) {
        String workspaceId = CrmDelivery.of(exchange).getWorkspaceId();
        KnownSettings known = settings.get(workspaceId);
        exchange.setProperty(CrmSettings.PROPERTY, known.settings());
        exchange.setProperty(SignRequest.CONDITION_PROPERTY, new SettingsInUse(settings, workspaceId, known));
    }

    /**
     * {@code checkCrmSettings}, check 3: the workspace wants this event, and has all that is needed to send it. Sets
     * {@link SignRequest#DESTINATION_PROPERTY} and {@link SignRequest#KEY_PROPERTY}.
     *
     * @throws SkipDeliveryException as {@link CrmSettings#reasonToSkip}
     */
    public void checkSettings(Exchange exchange) {
        CrmSettings found = exchange.getProperty(CrmSettings.PROPERTY, CrmSettings.class);
        if (found == null) {
            throw new IllegalStateException("the route has not found the CRM settings: the exchange property "
                    + CrmSettings.PROPERTY + " is absent; let findCrmSettings come first");
        }
        CrmUrl url = found.url() == null ? CrmUrl.NONE : endpoint.apply(found.url());
        Reason reason = found.reasonToSkip(CrmDelivery.of(exchange).getEventType(), url);
        if (reason != null) {
            throw new SkipDeliveryException(reason);
        }
        exchange.setProperty(SignRequest.DESTINATION_PROPERTY, url.sent());
        exchange.setProperty(SignRequest.KEY_PROPERTY, found.signingKey());
    }

    /**
     * {@code checkCrmLead}, check 4: the payload names a lead. Sets the exchange property {@value CrmDelivery#ROW_MISSING}
     * when the row must be looked up, and then sets the message's headers aside until {@link #takeRow}.
     *
     * @throws TerminalFailureException {@code missing_lead_id}
     */
    public void checkLead(Exchange exchange) {
        CrmDelivery delivery = CrmDelivery.of(exchange);
        CrmChecks.checkLead(delivery);
        if (delivery.isRowMissing()) {
            exchange.setProperty(CrmDelivery.ROW_MISSING, true);
            delivery.setHeadersAside(exchange.getMessage());
        }
    }

    /**
     * {@code takeCrmRow}, check 5: takes the answer of the row look-up, which is the message's body. Accepted are a map, as
     * camel-sql gives a row, or a list with exactly one; a JSON object as text, bytes, stream, tree or PostgreSQL's json or
     * jsonb; and a single column that holds one. Anything else is not a row. The headers become what they were before the
     * look-up.
     *
     * @throws TerminalFailureException {@code crm_row_not_found leadId=<id>}
     */
    public void takeRow(Exchange exchange) {
        CrmDelivery delivery = CrmDelivery.of(exchange);
        String row = LookedUpRow.json(exchange.getMessage());
        if (row == null) {
            throw new TerminalFailureException(CrmChecks.rowNotFound(delivery));
        }
        delivery.rowFound(row);
        delivery.putHeadersBack(exchange.getMessage());
    }

    /** {@code buildCrmEnvelope}: makes the {@link CrmEnvelope} the message's body, for the route to marshal. */
    public void buildEnvelope(Exchange exchange) {
        CrmDelivery delivery = CrmDelivery.of(exchange);
        if (delivery.getLeadId() == null || delivery.getRow() == null) {
            throw new IllegalStateException("the route builds the envelope before the lead and its row are checked");
        }
        exchange.getMessage().setBody(CrmChecks.envelope(delivery));
    }
}
