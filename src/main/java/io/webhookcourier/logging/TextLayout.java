package io.webhookcourier.logging;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.LayoutBase;
import io.webhookcourier.text.VisibleText;

/**
 * The log as text: one line for each message, with any content. Only a stack trace has more, and its messages stay
 * on their lines, too.
 */
final class TextLayout extends LayoutBase<ILoggingEvent> {

    /** The service's own lines say what they are about; those of routes and libraries need the logger's name. */
    private static final String BEFORE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level" + " %replace(%logger ){'^io\\.webhookcourier.*',''}%nopex";

    private static final String BEFORE_WITH_LOGGER = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{24} %nopex";

    private final PatternLayout before = new PatternLayout();

    /** @param withLogger whether the service's own lines name their loggers, too */
    TextLayout(boolean withLogger) {
        before.setPattern(withLogger ? BEFORE_WITH_LOGGER : BEFORE);
    }

    @Override
    public void setContext(Context context) {
        super.setContext(context);
        before.setContext(context);
    }

    @Override
    public void start() {
        before.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder text = new StringBuilder(256).append(VisibleText.of(before.doLayout(event)));
        line(text, event.getFormattedMessage());
        for (IThrowableProxy thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
            boolean first = thrown == event.getThrowableProxy();
            line(text, (first ? "" : "Caused by: ") + thrown.getClassName() + ": " + thrown.getMessage());
            StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
            for (int i = 0; i < frames.length - thrown.getCommonFrames(); i++) {
                text.append('\t').append(frames[i]).append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line == null ? "" : VisibleText.of(line)).append(System.lineSeparator());
    }
}
