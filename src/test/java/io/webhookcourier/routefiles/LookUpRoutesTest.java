package io.webhookcourier.routefiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.webhookcourier.crm.CrmSettings;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.Verdict;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LookUpRoutesTest extends RouteFixture {

    @Test
    void asShippedNoCrmRowIsFound() {
        assumeThat(new String(ShippedRoutes.named("look-up-crm-row.camel.yaml").content(), StandardCharsets.UTF_8))
                .as("in a fork, the steps may have been replaced")
                .contains("id: no-row");
        assertThat(template().requestBody("direct:look-up-crm-row", "anything", String.class))
                .isEmpty();

        Verdict verdict = verdict("deliver-crm", event(workspace(), "{\"leadId\": \"lead-9\"}"));
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(verdict.text()).isEqualTo("crm_row_not_found leadId=lead-9");
    }

    @Test
    void theSettingsOfAWorkspaceAreRead() {
        DATABASE.insertWorkspace("look-up", true, "https://example.test/", "secret", "lead_created");

        CrmSettings settings = new CrmSettingsLookUp(context()).apply("look-up");
        assertThat(settings.enabled()).isTrue();
        assertThat(settings.url()).isEqualTo("https://example.test/");
        assertThat(settings.events()).containsExactly("lead_created");
        assertThat(settings.signingKey()).isNotNull();
    }

    @Test
    void aWorkspaceThatIsNotThereWantsNothing() {
        assertThat(new CrmSettingsLookUp(context()).apply("not there")).isEqualTo(CrmSettings.NONE);
    }
}
