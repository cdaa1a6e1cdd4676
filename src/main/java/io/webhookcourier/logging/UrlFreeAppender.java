package io.webhookcourier.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.ConsoleAppender;
import io.webhookcourier.text.UrlsInText;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;

/**
 * Writes what libraries say, and everything below INFO, without paths and queries of URLs: a receiver's may hold its
 * secret (contract, section 7). What the service itself says names no receiver's URL, and what a user's route says at INFO
 * is the user's.
 */
final class UrlFreeAppender extends ConsoleAppender<ILoggingEvent> {

    private final List<String> libraries;

    /** @param libraries the beginnings of their loggers' names */
    UrlFreeAppender(List<String> libraries) {
        this.libraries = libraries.stream().map(name -> name + ".").toList();
    }

    @Override
    protected void append(ILoggingEvent event) {
        super.append(mayNameReceivers(event) ? withoutUrls(ILoggingEvent.class, event) : event);
    }

    private boolean mayNameReceivers(ILoggingEvent event) {
        return event.getLevel().levelInt < Level.INFO_INT
                || libraries.stream().anyMatch(event.getLoggerName()::startsWith);
    }

    /** The same event or exception, whose texts are cleaned whenever they are asked for. */
    private static <T> T withoutUrls(Class<T> type, T original) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return cleaned(method.invoke(original, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static Object cleaned(Object value) {
        if (value instanceof String text) {
            return UrlsInText.withoutPaths(text);
        }
        if (value instanceof IThrowableProxy thrown) {
            return withoutUrls(IThrowableProxy.class, thrown);
        }
        if (value instanceof IThrowableProxy[] suppressed) {
            return Arrays.stream(suppressed)
                    .map(thrown -> withoutUrls(IThrowableProxy.class, thrown))
                    .toArray(IThrowableProxy[]::new);
        }
        return value;
    }
}
