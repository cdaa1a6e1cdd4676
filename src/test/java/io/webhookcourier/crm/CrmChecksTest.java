package io.webhookcourier.crm;

import static io.webhookcourier.delivery.DeliveryFixtures.attempt;
import static io.webhookcourier.delivery.DeliveryFixtures.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.webhookcourier.delivery.ClaimedEvent;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.OutcomeRules;
import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.signing.SignRequest;
import io.webhookcourier.signing.SigningKey;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract's section 5, "Checks, in this order", as tables. */
class CrmChecksTest {

    private static final SigningKey KEY = SigningKey.of("whsec_canary");
    private static final CrmSettings SETTINGS =
            new CrmSettings(true, "https://crm.example/hook", Set.of("lead_created", "crm_row_updated"), KEY);
    private static final String GOOD_RAW = "{\"leadId\": \"lead_1\", \"row\": {\"id\": 1}}";

    private final OutcomeRules rules =
            new OutcomeRules(InstantSource.fixed(Instant.EPOCH), SQLException.class::isInstance);

    @ParameterizedTest(name = "{0}, workspace {1}, {2}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            nullValues = "-",
            value = {
                // 1. event type
                "lead_deleted    | ws_1 | {\"leadId\": \"l\", \"row\": {}}                  | unsupported_crm_event_type:lead_deleted",
                "LEAD_CREATED    | ws_1 | {\"leadId\": \"l\", \"row\": {}}                  | unsupported_crm_event_type:LEAD_CREATED",
                "other           | ws_1 | {\"eventType\": \"nor this\"}                      | unsupported_crm_event_type:other",
                "other           | ws_1 | {\"eventType\": [\"lead_created\"]}                | unsupported_crm_event_type:other",
                "other           | -    | -                                                  | unsupported_crm_event_type:other",
                // 2. workspace
                "lead_created    | -    | {\"leadId\": \"l\", \"row\": {}}                  | missing_workspace_id",
                "lead_created    | -    | {\"workspaceId\": \"  \"}                          | missing_workspace_id",
                "lead_created    | -    | {\"workspaceId\": 7}                               | missing_workspace_id",
                "lead_created    | -    | -                                                  | missing_workspace_id",
                // 4. lead
                "lead_created    | ws_1 | {\"row\": {}}                                      | missing_lead_id",
                "lead_created    | ws_1 | {\"leadId\": \" \\t\\n\", \"row\": {}}            | missing_lead_id",
                "lead_created    | ws_1 | {\"leadId\": 7, \"row\": {}}                       | missing_lead_id",
                "lead_created    | ws_1 | [\"lead_1\"]                                       | missing_lead_id",
                "lead_created    | ws_1 | -                                                  | missing_lead_id",
                // 5. row
                "lead_created    | ws_1 | {\"leadId\": \" lead_9 \"}                         | crm_row_not_found leadId=lead_9",
                "crm_row_updated | ws_1 | {\"leadId\": \"lead_9\", \"row\": [1]}            | crm_row_not_found leadId=lead_9",
                // a payload that cannot be read
                "lead_created    | ws_1 | {\"leadId\": \"l\", \"row\": {}                   | malformed_payload: not valid JSON",
            })
    void aFailedCheckIsTerminal(String eventType, String workspaceId, String raw, String message) throws Exception {
        assertThat(verdict(SETTINGS, event(eventType, workspaceId, raw)))
                .isEqualTo(Verdict.failed(Reason.parse(message)));
    }

    @ParameterizedTest(name = "{0}, {1}, secret {2}, wants {3}: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "false, -,                  -, -,               disabled",
                "false, https://crm.test/, s, lead_created,    disabled",
                "true,  -,                  -, -,               missing_url",
                "true,  http://crm.test/,  -, -,               missing_url: it is not https",
                "true,  https://crm.test/, -, -,               missing_secret",
                "true,  https://crm.test/, -, lead_created,    missing_secret",
                "true,  https://crm.test/, s, -,               event_not_enabled",
                "true,  https://crm.test/, s, crm_row_updated, event_not_enabled",
            })
    void settingsThatWantNothingSkip(boolean enabled, String url, String secret, String wanted, String reason)
            throws Exception {
        CrmSettings settings = new CrmSettings(
                enabled,
                url,
                wanted == null ? Set.of() : Set.of(wanted),
                secret == null ? null : SigningKey.of(secret));

        assertThat(verdict(settings, event("lead_created", "ws_1", GOOD_RAW)))
                .isEqualTo(Verdict.skipped(Reason.parse(reason)));
        assertThat(verdict(settings, event("lead_created", "ws_1", null)))
                .as("the lead is checked after the settings")
                .isEqualTo(Verdict.skipped(Reason.parse(reason)));
    }

    @Test
    void aWorkspaceWithoutSettingsIsDisabled() throws Exception {
        assertThat(verdict(CrmSettings.NONE, event("lead_created", "ws_1", GOOD_RAW)))
                .isEqualTo(Verdict.skipped(Reason.parse("disabled")));
    }

    @ParameterizedTest(name = "row {0} and {1}, payload {2} and {3}: {4} in {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                "lead_created,    ws_1,   -,               -,      lead_created,    ws_1",
                "crm_row_updated, ws_1,   lead_created,    ws_2,   crm_row_updated, ws_1",
                "other,           -,      lead_created,    ws_2,   lead_created,    ws_2",
                "'',              ' ',    crm_row_updated, ' ws ', crm_row_updated, ws",
                "lead_created,    ' ws ', -,               -,      lead_created,    ws",
            })
    void theRowsOwnColumnsComeBeforeThePayload(
            String rowType, String rowWorkspace, String rawType, String rawWorkspace, String type, String workspace)
            throws Exception {
        String raw = "{\"leadId\": \"l\", \"row\": {}, \"eventType\": " + quoted(rawType) + ", \"workspaceId\": "
                + quoted(rawWorkspace) + "}";
        try (CrmRoute route = new CrmRoute(SETTINGS, lead -> null)) {
            Exchange exchange = route.deliver(event(rowType, rowWorkspace, raw));

            assertThat(exchange.getException()).isNull();
            CrmDelivery delivery = exchange.getProperty("crm", CrmDelivery.class);
            assertThat(delivery.getEventType()).isEqualTo(type);
            assertThat(delivery.getWorkspaceId()).isEqualTo(workspace);
            assertThat(exchange.getProperty(SignRequest.EVENT_TYPE_PROPERTY)).isEqualTo(type);
        }
    }

    @Test
    void aCheckedDeliveryKnowsWhereToAndHowToSign() throws Exception {
        try (CrmRoute route = new CrmRoute(SETTINGS, lead -> null)) {
            Exchange exchange = route.deliver(event("lead_created", "ws_1", GOOD_RAW));

            assertThat(exchange.getProperty("courierDestination")).isEqualTo("https://crm.example/hook");
            assertThat(exchange.getProperty("courierSigningKey")).isSameAs(KEY);
            assertThat(exchange.getProperty("crm"))
                    .hasToString("CrmDelivery[evt_1, lead_created, workspace ws_1, lead lead_1]");
        }
    }

    @Test
    void aMisorderedRouteIsReportedAndRetried() throws Exception {
        Exchange empty = new DefaultExchange(new DefaultCamelContext());

        CrmSteps steps = new CrmSteps(
                LookUpsAlone.cache(workspaceId -> CrmSettings.NONE, System::nanoTime), url -> new CrmUrl(url, null));
        for (Processor step : new Processor[] {
            steps::readEvent, steps::checkLead, steps::takeRow, steps::buildEnvelope, steps::checkSettings
        }) {
            Throwable failure = catchThrowable(() -> step.process(empty));
            assertThat(rules.ofFailure(failure, attempt()).outcome()).isEqualTo(Outcome.RETRY);
            assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessageContaining("absent");
        }
    }

    private Verdict verdict(CrmSettings settings, ClaimedEvent event) throws Exception {
        try (CrmRoute route = new CrmRoute(settings, lead -> null)) {
            Exchange exchange = route.deliver(event);
            assertThat(exchange.getException()).isNotNull();
            return rules.ofFailure(exchange.getException(), attempt(event));
        }
    }

    private static String quoted(String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }
}
