package io.webhookcourier.logging;

import io.webhookcourier.text.UrlsInText;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.spi.ExchangeFormatter;
import org.apache.camel.support.processor.DefaultExchangeFormatter;

/**
 * An exchange as {@code log:} endpoints and Camel's tracing print it: with the values of secrets
 * hidden, and of URLs everything after the host.
 */
public final class ExchangeText extends DefaultExchangeFormatter {

    /** The name under which Camel's log component looks for a formatter. */
    private static final String LOG_FORMATTER = "logFormatter";

    private ExchangeText() {}

    /** Makes all {@code log:} endpoints of the context print exchanges in this way. */
    public static void useIn(CamelContext context) {
        // One for each endpoint, because the endpoint's options are set on it.
        context.getRegistry().bindAsPrototype(LOG_FORMATTER, ExchangeFormatter.class, ExchangeText::new);
    }

    public static ExchangeText ofTraces() {
        ExchangeText text = new ExchangeText();
        text.setShowExchangeId(true);
        text.setShowExchangePattern(false);
        text.setShowHeaders(true);
        text.setMultiline(false);
        return text;
    }

    @Override
    protected Map<String, Object> filterHeaderAndProperties(Map<String, Object> values) {
        Map<String, Object> shown = new TreeMap<>(super.filterHeaderAndProperties(values));
        shown.replaceAll(ExchangeText::shown);
        return shown;
    }

    /** A row of a database is a map, and one of WorkspaceSettings holds a secret. */
    @Override
    protected String getBodyAsString(Message message) {
        if (!(message.getBody() instanceof Map<?, ?> map)) {
            return super.getBodyAsString(message);
        }
        Map<Object, Object> shown = new LinkedHashMap<>();
        map.forEach((name, value) -> shown.put(name, shown(String.valueOf(name), value)));
        String text = shown.toString();
        return text.length() <= getMaxChars() ? text : text.substring(0, getMaxChars()) + "…";
    }

    private static Object shown(String name, Object value) {
        if (value != null && SecretNames.isSecret(name)) {
            return SecretNames.HIDDEN;
        }
        return value instanceof CharSequence || value instanceof URI
                ? UrlsInText.withoutPaths(value.toString())
                : value;
    }
}
