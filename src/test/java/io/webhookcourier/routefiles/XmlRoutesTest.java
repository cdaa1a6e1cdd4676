package io.webhookcourier.routefiles;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.support.Receiver;
import io.webhookcourier.support.RouteFolder;
import io.webhookcourier.support.RunningCourier;
import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A route file in XML is loaded, reloaded and refused like one in YAML; here the one in docs/extending.md. */
class XmlRoutesTest {

    private static final String FILE = "deliver-inboxxia.camel.xml";

    @Test
    void aProviderInXmlIsLoadedRefusedWhenBrokenAndReloaded() throws IOException {
        try (TestDatabase database = TestDatabase.create();
                Receiver receiver = Receiver.start();
                RouteFolder routes = RouteFolder.shipped()) {
            routes.write(FILE, documented());
            Files.writeString(
                    routes.workingFolder().resolve("application.properties"),
                    "inboxxia.url=" + receiver.url() + "\ninboxxia.secret=whsec_inboxxia\n");
            Map<String, String> settings = Map.of("courier.queue.providers", "CRM,INBOXXIA");
            try (RunningCourier courier = RunningCourier.start(database.jdbcUrl(), settings, routes.workingFolder())) {
                assertDelivered(database, receiver, "{\"a\": 1}", "{\"a\": 1}");

                routes.edit(FILE, "<to uri=", "<too uri=");
                eventually(() -> assertThat(courier.get("/observe/health").body())
                        .contains("still running the previous routes", FILE + " does not load: "));
                assertDelivered(database, receiver, "{\"b\": 2}", "{\"b\": 2}");

                routes.edit(FILE, "<too uri=", "<setBody><constant>{\"edited\": true}</constant></setBody><to uri=");
                eventually(() ->
                        assertThat(courier.get("/observe/health").statusCode()).isEqualTo(200));
                assertDelivered(database, receiver, "{\"c\": 3}", "{\"edited\": true}");
            }
        }
    }

    private static void assertDelivered(TestDatabase database, Receiver receiver, String raw, String body) {
        String id = database.insertEvent(row -> row.provider("INBOXXIA").raw(raw));
        eventually(
                () -> assertThat(receiver.requests(id)).singleElement().satisfies(request -> assertThat(request.text())
                        .isEqualTo(body)));
        eventually(() -> assertThat(database.row(id)).containsEntry("status", "SUCCEEDED"));
    }

    private static String documented() throws IOException {
        Matcher block = Pattern.compile("```xml\n(<routes.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs", "extending.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
