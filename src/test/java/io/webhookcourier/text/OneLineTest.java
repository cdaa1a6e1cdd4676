package io.webhookcourier.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void white_space_becomes_one_space() {
        assertThat(OneLine.of(" ERROR: no such\n\t table \r\n")).isEqualTo("ERROR: no such table");
    }

    @Test
    void an_error_without_a_message_is_named_by_its_class() {
        assertThat(OneLine.of(new SQLException())).isEqualTo("SQLException");
        assertThat(OneLine.of(new SQLException("a\nb"))).isEqualTo("a b");
    }

    @Test
    void control_characters_cannot_forge_a_line() {
        assertThat(OneLine.withoutControls("\u0000eve\r\n\u2028INFO forged\u001b"))
                .isEqualTo("eve INFO forged");
    }

    @Test
    void what_a_user_wrote_is_shortened_and_quoted() {
        assertThat(OneLine.quoted("a\nb")).isEqualTo("\"a?b\"");
        assertThat(OneLine.shortened("x".repeat(101))).isEqualTo("x".repeat(100) + "…");
    }
}
