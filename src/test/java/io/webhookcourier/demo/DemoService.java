package io.webhookcourier.demo;

import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.config.SettingsLoader;
import io.webhookcourier.runtime.RuntimeFacts;
import io.webhookcourier.service.CourierService;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole service in this process on an embedded database, as a newcomer starts it, on free ports. */
final class DemoService implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path directory;
    private final CourierService service;

    private DemoService(Path directory, CourierService service) {
        this.directory = directory;
        this.service = service;
    }

    /** @param environment variables beside those that tests need */
    static DemoService start(Path directory, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "COURIER_DATABASE_EMBEDDED_DIRECTORY", directory.toString(),
                "COURIER_HTTP_PORT", "0",
                "COURIER_MANAGEMENT_PORT", "0"));
        variables.putAll(environment);
        LoadedSettings settings =
                SettingsLoader.load(Path.of("no.properties"), variables, RuntimeFacts.ofThisProcess());
        return new DemoService(directory, CourierService.start(settings, Path.of("target", "test-classes")));
    }

    List<Map<String, Object>> query(String sql) throws IOException, SQLException {
        List<String> postmaster = Files.readAllLines(directory.resolve("data").resolve("postmaster.pid"));
        String url = "jdbc:postgresql://127.0.0.1:" + postmaster.get(3).strip() + "/courier";
        String password = Files.readString(directory.resolve("password")).strip();
        try (Connection connection = DriverManager.getConnection(url, "postgres", password)) {
            return TestDatabase.query(connection, sql);
        }
    }

    /** The only value of the only row. */
    Object value(String sql) throws IOException, SQLException {
        return query(sql).get(0).values().iterator().next();
    }

    /** Where the sample workspace's requests go. */
    URI receiver() throws IOException, SQLException {
        return URI.create(
                (String) value("SELECT \"crmWebhookUrl\" FROM \"WorkspaceSettings\" WHERE \"clientId\" = 'demo'"));
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(receiver().resolve(path)), headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send(
                HttpRequest.newBuilder(receiver().resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body)),
                headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        service.close();
    }
}
