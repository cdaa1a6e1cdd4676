package io.webhookcourier.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CauseInWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "crm_webhook_http_error status=422 body=\"no\" | the receiver returned HTTP 422",
                "crm_webhook_http_error status=503 | the receiver returned HTTP 503",
                "crm_webhook_network_error: crm_webhook_timeout after 10000ms | the receiver did not answer within 10 s",
                "crm_webhook_network_error: connection refused | the receiver could not be reached: connection refused",
                "egress_denied: 10.0.0.1 is private | the receiver's address is not allowed: 10.0.0.1 is private (courier.egress.allowed-networks can allow its network)",
                "egress_denied: http not allowed | the receiver's URL is http://, which courier.egress.allow-http does not allow",
                "crm_webhook_network_error: crm_webhook_timeout after all | the receiver could not be reached: crm_webhook_timeout after all",
                "crm_webhook_network_error: crm_webhook_timeout after some ms | the receiver did not answer within some ms",
                "Released stale RUNNING lock | Released stale RUNNING lock",
                "payload_too_large: 2000000 bytes | the body exceeds the limit:  2000000 bytes",
                "malformed_payload: not valid JSON | the payload cannot be read: not valid JSON",
                "unsupported_crm_event_type:lead_lost | unknown CRM event type lead_lost",
                "missing_workspace_id | neither the row nor its payload has a workspace",
                "missing_lead_id | the payload has no lead",
                "crm_row_not_found leadId=7 | the payload has no row and none was found: leadId=7",
                "what a route of the user's says | what a route of the user's says"
            })
    void everyErrorOfTheContractHasItsWords(String error, String words) {
        assertThat(CauseInWords.ofError(error)).isEqualTo(words);
    }

    @Test
    void anErrorThatIsMissingIsSaidToBe() {
        assertThat(CauseInWords.ofError(null)).isEqualTo("no reason was recorded");
    }

    @ParameterizedTest
    @CsvSource({
        "disabled, the workspace's webhook is disabled",
        "missing_url, the workspace has no usable webhook URL",
        "missing_secret, the workspace has no webhook secret",
        "event_not_enabled, the workspace has not enabled events of this type"
    })
    void everyReasonToSkipHasItsWords(String reason, String words) {
        assertThat(CauseInWords.ofSkipped(reason)).isEqualTo(words);
    }
}
