package io.webhookcourier.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.webhookcourier.delivery.Reason.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "crm_webhook_http_error status=503 body=\"busy\" | HTTP_STATUS | 503 body=\"busy\"",
                "crm_webhook_http_error status=404 | HTTP_STATUS | 404",
                "crm_webhook_network_error: crm_webhook_timeout after 10000ms | TIMEOUT | 10000",
                "crm_webhook_network_error: unknown host crm.test | NETWORK_ERROR | unknown host crm.test",
                "egress_denied: loopback | EGRESS_DENIED | loopback",
                "egress_denied: http not allowed | SCHEME_DENIED | http",
                "route_error: NullPointerException | ROUTE_ERROR | NullPointerException",
                "disabled | DISABLED | ''",
                "missing_url | MISSING_URL | ''",
                "missing_url: the URL holds a tab | UNUSABLE_URL | the URL holds a tab",
                "unsupported_crm_event_type:lead_lost | UNSUPPORTED_EVENT_TYPE | lead_lost",
                "unsupported_crm_event_type: | UNSUPPORTED_EVENT_TYPE | ''",
                "missing_workspace_id | MISSING_WORKSPACE_ID | ''",
                "missing_lead_id | MISSING_LEAD_ID | ''",
                "crm_row_not_found leadId=7 | ROW_NOT_FOUND | 7",
                "malformed_payload: not valid JSON | MALFORMED_PAYLOAD | not valid JSON",
                "payload_too_large: 1048577 bytes | PAYLOAD_TOO_LARGE | 1048577",
                "Released stale RUNNING lock | LOCK_RELEASED | ''",
                "Released stale RUNNING lock; the last attempt may not have been sent | LAST_LOCK_RELEASED | ''",
                "disabled by the sales team | OTHER | disabled by the sales team"
            })
    void every_text_of_the_contract_has_its_kind(String text, Kind kind, String detail) {
        assertThat(Reason.parse(text)).isEqualTo(new Reason(kind, detail));
        assertThat(new Reason(kind, detail).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_recorded_is_read_back_as_the_same_kind(Kind kind) {
        String text = new Reason(kind, "").text();
        Reason reason = hasDetail(kind) ? Reason.of(kind, "x 1") : Reason.of(kind);

        assertThat(Reason.parse(reason.text())).isEqualTo(reason);
        assertThat(Reason.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "egress_denied: ",
                "egress_denied: not allowed",
                "crm_webhook_network_error: crm_webhook_timeout after ms",
                "crm_webhook_network_error: crm_webhook_timeout after m",
                "payload_too_large: 1 byte",
                "payload_too_large: bytes",
                "crm_webhook_http_error status=",
                "disabled\n",
                "missing_"
            })
    void no_text_is_changed_by_being_read(String text) {
        assertThat(Reason.parse(text).text()).isEqualTo(text);
    }

    @Test
    void the_words_of_a_route_are_recorded_as_they_are_whatever_they_look_like() {
        assertThat(new TerminalFailureException("egress_denied: by our own rule").reason())
                .isEqualTo(new Reason(Kind.OTHER, "egress_denied: by our own rule"));
        assertThat(new TerminalFailureException((String) null).reason()).isNull();
    }

    @Test
    void a_kind_that_says_everything_takes_no_detail() {
        assertThatIllegalArgumentException().isThrownBy(() -> Reason.of(Kind.DISABLED, "today"));
    }

    private static boolean hasDetail(Kind kind) {
        try {
            Reason.of(kind, "x 1");
            return true;
        } catch (IllegalArgumentException whole) {
            return false;
        }
    }
}
