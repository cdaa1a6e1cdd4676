package io.webhookcourier.routefiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.webhookcourier.crm.CrmSettings;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.delivery.Verdict;
import io.webhookcourier.support.LogLines;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;

class LookUpRoutesTest extends RouteFixture {

    private static final String ONE = "look-up-crm-settings.camel.yaml";
    private static final String BATCH = "look-up-crm-settings-batch.camel.yaml";
    private static final String ROW = "'w', true, 'https://example.test/', '{}'::text[], 'secret'";
    private static final String COLUMNS = "AS s (\"workspaceId\", \"crmWebhookEnabled\", \"crmWebhookUrl\","
            + " \"crmWebhookEvents\", \"crmWebhookSecret\")";

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
    void theSettingsOfManyWorkspacesAreReadTogetherAsEachAlone() {
        DATABASE.insertWorkspace("many-1", true, "https://example.test/1", "one", "lead_created");
        DATABASE.insertWorkspace("many-2", false, null, " ", "crm_row_updated", "lead_created");
        Set<String> asked = Set.of("many-1", "many-2", "not there", "a\"b{}\\,'c");

        Map<String, CrmSettings> found = new CrmSettingsBatchLookUp(context()).lookUp(asked);

        CrmSettingsLookUp alone = new CrmSettingsLookUp(context());
        assertThat(found).containsOnlyKeys(asked);
        assertThat(found).allSatisfy((id, settings) -> assertThat(settings).isEqualTo(alone.apply(id)));
        assertThat(found.get("many-1").url()).isEqualTo("https://example.test/1");
    }

    @Test
    void aWorkspaceWithTwoRowsIsLeftToItsOwnLookUp() {
        replaceBatch("SELECT * FROM (VALUES (" + ROW + "), (" + ROW + ")) " + COLUMNS);

        assertThat(new CrmSettingsBatchLookUp(context()).lookUp(Set.of("w", "v")))
                .isEmpty();
    }

    @Test
    void aWorkspaceWhoseRowIsHiddenIsLeftToItsOwnLookUp() {
        replaceBatch("SELECT *, true AS hidden FROM (VALUES (" + ROW + ")) " + COLUMNS);

        assertThat(new CrmSettingsBatchLookUp(context()).lookUp(Set.of("w"))).isEmpty();
    }

    @Test
    void anAnswerThatNamesNoWorkspaceIsAFault() {
        replaceBatch("SELECT true AS enabled");

        assertThatThrownBy(() -> new CrmSettingsBatchLookUp(context()).lookUp(Set.of("w")))
                .hasMessageContaining("workspaceId");
    }

    @Test
    void theBatchIsNotUsedWhileOnlyTheSingleLookUpIsEdited() {
        CrmSettingsBatchLookUp batch = new CrmSettingsBatchLookUp(context());
        assertThat(batch.isUsable()).as("as shipped").isTrue();

        replace(ONE, shipped(ONE).replaceAll("description: .*", "description: Of our own"));
        assertThat(batch.isUsable()).as("another text").isTrue();
        replace(ONE, shipped(ONE).replace("classpath:sql/look-up-crm-settings.sql", "SELECT 1"));
        assertThat(batch.isUsable()).as("another statement").isFalse();
        replace(ONE, shipped(ONE).replace("\"#dataSource\"", "\"#bean:dataSource\""));
        assertThat(batch.isUsable()).as("another database").isFalse();
        replace(ONE, shipped(ONE) + """
                        - setBody:
                            id: nothing
                            constant: ""
                """);
        assertThat(batch.isUsable()).as("one more step").isFalse();
        replaceBatch("SELECT 1");
        assertThat(batch.isUsable()).as("only the batch is edited").isTrue();
        replace(BATCH, shipped(BATCH).replaceAll("(id|name): look-up-crm-settings-batch", "$1: another"));
        assertThat(batch.isUsable()).as("without the batch").isFalse();
    }

    @Test
    void aBatchThatFailsIsLoggedOnceUntilItWorksAgain() {
        CrmSettingsBatchLookUp batch = new CrmSettingsBatchLookUp(context());
        replaceBatch("SELECT missing FROM nowhere");
        try (LogLines log = new LogLines()) {
            assertThatThrownBy(() -> batch.lookUp(Set.of("w"))).isInstanceOf(RuntimeCamelException.class);
            assertThatThrownBy(() -> batch.lookUp(Set.of("w"))).isInstanceOf(RuntimeCamelException.class);

            assertThat(log.texts())
                    .filteredOn(line -> line.startsWith(
                            "WARN The route look-up-crm-settings-batch failed: relation \"nowhere\" does not exist"))
                    .hasSize(1);
        }
    }

    private void replaceBatch(String query) {
        replace(
                BATCH,
                shipped(BATCH)
                        .replace("classpath:sql/look-up-crm-settings-batch.sql", query)
                        .replace("parametersCount: 1", "noop: false"));
    }

    @Test
    void aWorkspaceThatIsNotThereWantsNothing() {
        assertThat(new CrmSettingsLookUp(context()).apply("not there")).isEqualTo(CrmSettings.NONE);
    }
}
