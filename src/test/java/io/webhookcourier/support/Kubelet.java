package io.webhookcourier.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Does to a service what Kubernetes' kubelet does to a container, by the probes of the project's own manifest: a status
 * from 200 to 399 within {@code timeoutSeconds} is a success, and so many failures in a row take the pod out of service,
 * or restart it. A test calls {@link #probe()} where the kubelet would wait {@code periodSeconds}.
 */
public final class Kubelet {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String url;
    private final Probe readiness;
    private final Probe liveness;

    private Kubelet(String url, Map<String, Object> container) {
        this.url = url;
        this.readiness = new Probe(container, "readinessProbe");
        this.liveness = new Probe(container, "livenessProbe");
    }

    /**
     * @param manifest with a Deployment of one container
     * @param managementUrl what its port "management" is here
     */
    public static Kubelet of(Path manifest, String managementUrl) {
        try {
            for (Object document :
                    new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(manifest))) {
                Map<String, Object> resource = map(document);
                if ("Deployment".equals(resource.get("kind"))) {
                    Map<String, Object> pod =
                            map(map(map(resource.get("spec")).get("template")).get("spec"));
                    return new Kubelet(managementUrl, map(((List<?>) pod.get("containers")).get(0)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalArgumentException("no Deployment in " + manifest);
    }

    /** Probes once. */
    public void probe() {
        readiness.run();
        liveness.run();
    }

    /** Whether requests would be sent to the pod, and a rollout would continue behind it. */
    public boolean ready() {
        return readiness.passed && !readiness.failed();
    }

    /** Whether the container would be restarted. */
    public boolean restarts() {
        return liveness.failed();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }

    private final class Probe {

        private final URI address;
        private final Duration timeout;
        private final int failureThreshold;
        private int failures;
        private boolean passed;

        Probe(Map<String, Object> container, String name) {
            Map<String, Object> probe = map(container.get(name));
            Map<String, Object> get = map(probe.get("httpGet"));
            if (!"management".equals(get.get("port"))) {
                throw new IllegalArgumentException(name + " asks another port: " + get.get("port"));
            }
            address = URI.create(url + get.get("path"));
            timeout = Duration.ofSeconds((Integer) probe.getOrDefault("timeoutSeconds", 1));
            failureThreshold = (Integer) probe.getOrDefault("failureThreshold", 3);
        }

        void run() {
            if (succeeds()) {
                failures = 0;
                passed = true;
            } else {
                failures++;
            }
        }

        boolean failed() {
            return failures >= failureThreshold;
        }

        private boolean succeeds() {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(timeout).build();
            try {
                int status = HTTP.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                return status >= 200 && status < 400;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
