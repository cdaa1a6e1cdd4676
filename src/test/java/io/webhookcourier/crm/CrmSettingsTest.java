package io.webhookcourier.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.signing.SigningKey;
import io.webhookcourier.signing.WebhookSignature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrmSettingsTest {

    @Test
    void aRowOfTheLookUpIsReadAndTrimmed() {
        CrmSettings settings =
                CrmSettings.ofRow(row(true, " https://crm.example/hook\n", array("lead_created"), " whsec_test\t"));

        assertThat(settings.enabled()).isTrue();
        assertThat(settings.url()).isEqualTo("https://crm.example/hook");
        assertThat(settings.events()).containsExactly("lead_created");
        assertThat(WebhookSignature.of(settings.signingKey(), "t", new byte[0]))
                .isEqualTo(WebhookSignature.of(SigningKey.of("whsec_test"), "t", new byte[0]));
    }

    @Test
    void aWorkspaceWithoutRowWantsNothing() {
        assertThat(CrmSettings.ofRow(null)).isSameAs(CrmSettings.NONE);
        assertThat(CrmSettings.NONE.enabled()).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\r\n", "\u00A0\uFEFF\u2003"})
    void aBlankUrlOrSecretIsAbsent(String blank) {
        CrmSettings settings = CrmSettings.ofRow(row(true, blank, array(), blank));

        assertThat(settings.url()).isNull();
        assertThat(settings.signingKey()).isNull();
    }

    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of("java.sql.Array", new TextArray("lead_created", null, "crm_row_updated")),
                Arguments.of("array", array("lead_created", "crm_row_updated", "lead_created")),
                Arguments.of("list", List.of("lead_created", "crm_row_updated")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("events")
    void eventsComeInAnyFormOfArray(String form, Object events) {
        assertThat(CrmSettings.ofRow(row(true, "u", events, "s")).events())
                .containsExactlyInAnyOrder("lead_created", "crm_row_updated");
    }

    @Test
    void nullColumnsWantNothing() {
        CrmSettings settings = CrmSettings.ofRow(row(null, null, null, null));

        assertThat(settings.enabled()).isFalse();
        assertThat(settings.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"crmWebhookEnabled", "crmWebhookUrl", "crmWebhookEvents", "crmWebhookSecret"})
    void aMissingColumnIsAFaultOfTheLookUpAndNoSkip(String column) {
        Map<String, Object> row = row(true, "u", array(), "canary");
        row.remove(column);

        assertThatThrownBy(() -> CrmSettings.ofRow(row))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the look-up of the CRM settings gives no column \"" + column + "\"");
    }

    @Test
    void aColumnOfAnotherTypeIsAFaultOfTheLookUp() {
        assertThatThrownBy(() -> CrmSettings.ofRow(row("yes", "u", array(), "s")))
                .hasMessage("the look-up of the CRM settings gives \"crmWebhookEnabled\" as java.lang.String,"
                        + " not as Boolean");
        assertThatThrownBy(() -> CrmSettings.ofRow(row(true, "u", "{lead_created}", "s")))
                .hasMessageContaining("crmWebhookEvents");
        assertThatThrownBy(() -> CrmSettings.ofRow(row(true, "u", new TextArray((Object[]) null), "s")))
                .hasMessageContaining("crmWebhookEvents");
    }

    @Test
    void settingsShowNoSecret() {
        assertThat(CrmSettings.ofRow(row(true, "https://a/?key=canary", array("lead_created"), "canary")))
                .hasToString("CrmSettings[enabled, url set, [lead_created], secret set]");
        assertThat(CrmSettings.NONE).hasToString("CrmSettings[disabled, url absent, [], secret absent]");
    }

    private static String[] array(String... elements) {
        return elements;
    }

    private static Map<String, Object> row(Object enabled, Object url, Object events, Object secret) {
        Map<String, Object> row = new HashMap<>();
        row.put("crmWebhookEnabled", enabled);
        row.put("crmWebhookUrl", url);
        row.put("crmWebhookEvents", events);
        row.put("crmWebhookSecret", secret);
        return row;
    }
}
