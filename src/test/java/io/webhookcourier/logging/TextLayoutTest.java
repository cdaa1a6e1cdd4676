package io.webhookcourier.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Whatever a row, a receiver or a user's route says, a message is one line, and steers no terminal.
 *
 * @see <a href="https://github.com/augustd/owasp-security-logging/issues/59">augustd/owasp-security-logging#59</a>
 */
class TextLayoutTest {

    private static final String FORGED =
            "gave up\n2026-01-01T00:00:00.000Z INFO  paused\r\u0085\u2028\u001b[2J\u009b\u202e";
    private static final String SHOWN =
            "gave up\\n2026-01-01T00:00:00.000Z INFO  paused\\r\\u0085\\u2028\\u001b[2J\\u009b\\u202e";

    private final LoggerContext context = new LoggerContext();

    @Test
    void aMessageIsOneLine() {
        assertThat(layout(false, "gave up {}", FORGED, null))
                .matches("\\S+ WARN  gave up .*" + System.lineSeparator())
                .endsWith(" WARN  gave up " + SHOWN + System.lineSeparator());
    }

    @Test
    void aDetailedMessageBeginsWithTheLoggersName() {
        assertThat(layout(true, "{}", "x", null)).endsWith(" WARN  i.w.delivery x" + System.lineSeparator());
    }

    @Test
    void theMessagesOfAStackTraceStayOnTheirLinesToo() {
        Exception thrown = new IllegalStateException(FORGED, new IOException(FORGED));

        String text = layout(false, "{}", "failed", thrown);

        assertThat(text.lines())
                .filteredOn(line -> !line.startsWith("\tat ") && !line.startsWith("\tio.") && !line.startsWith("\t"))
                .hasSize(3)
                .satisfies(lines -> {
                    assertThat(lines.get(1)).isEqualTo("java.lang.IllegalStateException: " + SHOWN);
                    assertThat(lines.get(2)).isEqualTo("Caused by: java.io.IOException: " + SHOWN);
                });
        assertThat(text).contains("\tat io.webhookcourier.logging.TextLayoutTest");
    }

    @Test
    void jsonHasNoneOfThemRawAndMeansTheSame() throws IOException {
        ObjectMapper mapper = new ObjectMapper(new JsonFactory().setCharacterEscapes(new InvisibleAsEscapes()));

        String json = mapper.writeValueAsString(FORGED + "\u007f \u00e4 \ud83d\ude00");

        assertThat(json).matches("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]*").contains("\\u202e", "\u00e4 \ud83d\ude00");
        assertThat(mapper.readValue(json, String.class)).isEqualTo(FORGED + "\u007f \u00e4 \ud83d\ude00");
    }

    private String layout(boolean withLogger, String message, String argument, Exception thrown) {
        TextLayout layout = new TextLayout(withLogger);
        layout.setContext(context);
        layout.start();
        return layout.doLayout(new LoggingEvent(
                "test", context.getLogger("io.webhookcourier.delivery"), Level.WARN, message, thrown, new Object[] {
                    argument
                }));
    }
}
