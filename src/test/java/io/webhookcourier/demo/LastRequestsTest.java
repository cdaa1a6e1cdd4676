package io.webhookcourier.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastRequestsTest {

    private final LastRequests requests = new LastRequests();

    @Test
    void fiftyAreKeptNewestFirst() {
        for (int i = 1; i <= 60; i++) {
            requests.add(request("id-" + i, true));
        }

        assertThat(requests.newestFirst())
                .hasSize(50)
                .startsWith(request("id-60", true))
                .endsWith(request("id-11", true));
    }

    @Test
    void onlyGenuineRequestsCountAsSeen() {
        requests.add(request("genuine", true));
        requests.add(request("forged", false));

        assertThat(requests.hasGenuine("id", "genuine")).isTrue();
        assertThat(requests.hasGenuine("id", "forged")).isFalse();
    }

    private static ReceivedRequest request(String id, boolean genuine) {
        return new ReceivedRequest(Instant.EPOCH, Map.of("id", id), "", genuine, 200, "");
    }
}
