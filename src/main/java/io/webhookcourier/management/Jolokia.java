package io.webhookcourier.management;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jolokia.core.api.LogHandler;
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

    private final JolokiaServiceManager services;
    private final HttpRequestHandler requests;

    Jolokia(Restrictor policy) {
        StaticConfiguration configuration = new StaticConfiguration(Map.of(
                ConfigKey.AGENT_ID.getKeyValue(), "webhook-courier",
                ConfigKey.DISCOVERY_ENABLED.getKeyValue(), "false",
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
        return answer(() -> requests.handleGetRequest(path, path, parameters));
    }

    /** As {@link #get}, for one request or several in a body of JSON. */
    String post(byte[] body, Map<String, String[]> parameters) {
        return answer(() -> requests.handlePostRequest(
                "", new ByteArrayInputStream(body), StandardCharsets.UTF_8.name(), parameters));
    }

    @Override
    public void close() {
        services.stop();
    }

    private interface Call {
        JSONStructure make() throws IOException, BadRequestException, EmptyResponseException;
    }

    private String answer(Call call) {
        try {
            return call.make().toJSONString();
        } catch (EmptyResponseException e) {
            return "{}";
        } catch (IOException | BadRequestException | RuntimeException e) {
            return requests.handleThrowable(e).toJSONString();
        }
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
