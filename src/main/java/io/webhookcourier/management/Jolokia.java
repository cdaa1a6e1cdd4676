package io.webhookcourier.management;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookcourier.text.BoundedText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jolokia.core.api.LogHandler;
import org.jolokia.json.JSONObject;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.service.serializer.JolokiaSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's MBeans as JSON, within a policy. Camel's own Jolokia plugin knows one policy for all callers and is
 * loaded at every start; this one comes into being with the first request.
 */
final class Jolokia implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Jolokia.class);

    /** In characters, for all requests of one call together; Hawtio's largest is a list of about one million. */
    private static final int LARGEST_ANSWER = 8_000_000;

    /** When no further request of a call is begun. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final String TOO_LARGE =
            "The response exceeds the limit; request less: fewer requests, a path, a smaller maxDepth.";

    private static final String MOST_OBJECTS = "100000";

    private final JolokiaServiceManager services;
    private final HttpRequestHandler requests;
    private final JolokiaMask mask;
    private final LongSupplier nanoTime;

    /** @param nanoTime the monotonic clock */
    Jolokia(Restrictor policy, JolokiaMask mask, LongSupplier nanoTime) {
        this.mask = mask;
        this.nanoTime = nanoTime;
        StaticConfiguration configuration = new StaticConfiguration(Map.of(
                ConfigKey.AGENT_ID.getKeyValue(), "webhook-courier",
                ConfigKey.DISCOVERY_ENABLED.getKeyValue(), "false",
                ConfigKey.MAX_OBJECTS.getKeyValue(), MOST_OBJECTS,
                ConfigKey.INCLUDE_STACKTRACE.getKeyValue(), "false"));
        services = JolokiaServiceManagerFactory.createJolokiaServiceManager(configuration, new Log(), policy);
        services.addService(new JolokiaSerializer());
        services.addService(new TraceRequests());
        requests = new HttpRequestHandler(services.start());
    }

    /**
     * @param path what follows Jolokia's own path
     * @param parameters of the query
     * @return the answer as JSON, be it an error
     */
    String get(String path, Map<String, String[]> parameters) {
        try {
            return bounded(LARGEST_ANSWER, () -> requests.handleGetRequest(path, path, parameters));
        } catch (JolokiaRefusedException refused) {
            return refused.answer().toJSONString();
        }
    }

    /** As {@link #get}, for one request or several in a body of JSON. */
    String post(byte[] body, Map<String, String[]> parameters) {
        try {
            JsonNode calls = JolokiaCall.read(body);
            return calls.isObject() ? bounded(LARGEST_ANSWER, () -> call(calls, parameters)) : all(calls, parameters);
        } catch (JolokiaRefusedException refused) {
            return refused.answer().toJSONString();
        }
    }

    private String all(JsonNode calls, Map<String, String[]> parameters) throws JolokiaRefusedException {
        long begun = nanoTime.getAsLong();
        StringBuilder all = new StringBuilder("[");
        for (JsonNode call : calls) {
            if (nanoTime.getAsLong() - begun > LONGEST.toNanos()) {
                throw new JolokiaRefusedException(413, "The requests take too long together; send fewer at once.");
            }
            all.append(all.length() == 1 ? "" : ",");
            all.append(bounded(Math.max(0, LARGEST_ANSWER - all.length()), () -> call(call, parameters)));
        }
        return all.append(']').toString();
    }

    private JSONStructure call(JsonNode call, Map<String, String[]> parameters)
            throws IOException, BadRequestException, EmptyResponseException {
        try {
            return requests.handlePostRequest(
                    "", new ByteArrayInputStream(JolokiaCall.checked(call)), StandardCharsets.UTF_8.name(), parameters);
        } catch (JolokiaRefusedException refused) {
            return refused.answer();
        }
    }

    @Override
    public void close() {
        services.stop();
    }

    private interface Call {
        JSONStructure make() throws IOException, BadRequestException, EmptyResponseException;
    }

    private String bounded(int limit, Call call) throws JolokiaRefusedException {
        BoundedText text = new BoundedText(limit);
        try {
            ((JSONStructure) mask.masked(made(call))).writeJSONString(text);
            return text.toString();
        } catch (BoundedText.TooLongException e) {
            throw new JolokiaRefusedException(413, TOO_LARGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JSONStructure made(Call call) {
        JSONStructure answer;
        try {
            answer = call.make();
        } catch (EmptyResponseException e) {
            return new JSONObject();
        } catch (IOException | BadRequestException | RuntimeException e) {
            answer = requests.handleThrowable(e);
        }
        if (answer instanceof JSONObject object) {
            object.remove("stacktrace");
        }
        return answer;
    }

    private static final class Log implements LogHandler {

        @Override
        public void debug(String message) {
            LOG.debug(message);
        }

        @Override
        public void info(String message) {
            LOG.debug(message);
        }

        @Override
        public void error(String message, Throwable failure) {
            LOG.warn(message, failure);
        }

        @Override
        public boolean isDebug() {
            return LOG.isDebugEnabled();
        }
    }
}
