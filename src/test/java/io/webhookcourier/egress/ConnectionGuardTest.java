package io.webhookcourier.egress;

import static io.webhookcourier.egress.Deliveries.addresses;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.delivery.AttemptTimeoutException;
import io.webhookcourier.delivery.EgressDeniedException;
import io.webhookcourier.egress.Deliveries.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard at work: real connections, and none where there must be none (contract, section 6). */
class ConnectionGuardTest {

    private static final EgressPolicy NOTHING_ALLOWED = new EgressPolicy(true, List.of(), List.of());
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private RawReceiver receiver;

    @BeforeEach
    void startReceiver() {
        receiver = RawReceiver.answering(OK);
    }

    @AfterEach
    void stopReceiver() throws Exception {
        receiver.close();
    }

    private static void assertDenied(Result result, String reason) {
        assertThat(result.failure()).isInstanceOf(EgressDeniedException.class).hasMessage("egress_denied: " + reason);
        assertThat(result.attempt().statusCode()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "127.0.0.1, loopback",
        "[::ffff:127.0.0.1], loopback",
        "[::1], loopback",
        "169.254.169.254, link-local",
        "10.0.0.1, private",
        "[fd00:ec2::254], unique-local",
        "[64:ff9b::7f00:1], loopback",
        "0.0.0.0, unspecified",
    })
    void aForbiddenAddressInTheUrlIsDenied(String host, String reason) throws Exception {
        try (Deliveries deliveries = Deliveries.with().policy(NOTHING_ALLOWED).start()) {
            assertDenied(deliveries.deliver("http://" + host + ":" + receiver.port() + "/"), reason);
        }
        assertThat(receiver.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1",
                "2130706433",
                "0x7f.1",
                "0177.0.0.1",
                "127.0.0.1.",
                "%31%32%37.0.0.1",
                "１２７.0.0.1",
                "[::127.0.0.1]",
                "[::1%25lo]"
            })
    void everySpellingOfALoopbackAddressIsDenied(String host) throws Exception {
        String url = EndpointUrl.parse("http://" + host + ":" + receiver.port() + "/", NOTHING_ALLOWED)
                .orElseThrow()
                .url();
        try (Deliveries deliveries = Deliveries.with().policy(NOTHING_ALLOWED).start()) {
            assertDenied(deliveries.deliver(url), "loopback");
        }
        assertThat(receiver.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost.", "LOCALHOST"})
    void aNameThatTheSystemResolvesToLoopbackIsDenied(String host) throws Exception {
        String url = EndpointUrl.parse("http://" + host + ":" + receiver.port() + "/", NOTHING_ALLOWED)
                .orElseThrow()
                .url();
        try (Deliveries deliveries = Deliveries.with()
                .policy(NOTHING_ALLOWED)
                .resolver(HostResolver.system())
                .start()) {
            assertDenied(deliveries.deliver(url), "loopback");
        }
    }

    @Test
    void anAllowedNetworkIsReached() throws Exception {
        try (Deliveries deliveries = Deliveries.with().start()) {
            Result result = deliveries.deliver(receiver.url());

            assertThat(result.failure()).isNull();
            assertThat(result.attempt().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void plainHttpIsDeniedWhereItIsNotAllowed() throws Exception {
        EgressPolicy httpsOnly = new EgressPolicy(false, Deliveries.LOOPBACK, List.of());
        try (Deliveries deliveries = Deliveries.with().policy(httpsOnly).start()) {
            assertDenied(deliveries.deliver(receiver.url()), "http not allowed");
        }
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void oneForbiddenAddressAmongSeveralRefusesThemAll() throws Exception {
        EgressPolicy oneAddress = new EgressPolicy(true, List.of(CidrBlock.parse("127.0.0.1")), List.of());
        try (Deliveries deliveries = Deliveries.with()
                .policy(oneAddress)
                .resolver(name -> addresses("127.0.0.1", "10.0.0.1"))
                .start()) {
            assertDenied(deliveries.deliver("http://mixed.example:" + receiver.port() + "/"), "private");
        }
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void aNameIsLookedUpOnceAndTheCheckedAddressIsUsed() throws Exception {
        Queue<InetAddress[]> answers =
                new ArrayDeque<>(List.of(addresses("127.0.0.1"), addresses("10.0.0.1"), addresses("10.0.0.1")));
        EgressPolicy oneAddress = new EgressPolicy(true, List.of(CidrBlock.parse("127.0.0.1")), List.of());
        try (Deliveries deliveries = Deliveries.with()
                .policy(oneAddress)
                .resolver(name -> answers.remove())
                .start()) {
            Result result = deliveries.deliver("http://rebinding.example:" + receiver.port() + "/");

            assertThat(result.attempt().statusCode()).isEqualTo(200);
            assertThat(answers).hasSize(2);
            assertThat(receiver.requests()).singleElement().asString().contains("Host: rebinding.example:");
        }
    }

    @Test
    void aSecondConnectionToARebindingNameIsCheckedAgain() throws Exception {
        Queue<InetAddress[]> answers = new ArrayDeque<>(List.of(addresses("127.0.0.1"), addresses("10.0.0.1")));
        EgressPolicy oneAddress = new EgressPolicy(true, List.of(CidrBlock.parse("127.0.0.1")), List.of());
        try (RawReceiver closing =
                        RawReceiver.answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                Deliveries deliveries = Deliveries.with()
                        .policy(oneAddress)
                        .resolver(name -> answers.remove())
                        .start()) {
            String url = "http://rebinding.example:" + closing.port() + "/";
            assertThat(deliveries.deliver(url).attempt().statusCode()).isEqualTo(200);
            assertDenied(deliveries.deliver(url), "private");
        }
    }

    @Test
    void aNameWithoutAddressesIsAnUnknownHost() throws Exception {
        try (Deliveries deliveries =
                Deliveries.with().resolver(name -> addresses()).start()) {
            assertThat(deliveries.deliver("http://nothing.example/").failure())
                    .isInstanceOf(UnknownHostException.class);
        }
    }

    @Test
    void aNameThatIsNotKnownIsAnUnknownHost() throws Exception {
        HostResolver unknown = name -> {
            throw new UnknownHostException(name);
        };
        try (Deliveries deliveries = Deliveries.with().resolver(unknown).start()) {
            assertThat(deliveries.deliver("http://nothing.example/").failure())
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessage("nothing.example");
        }
    }

    @Test
    void aResolverThatBreaksIsAFailureOfItsAttemptOnly() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HostResolver breaking = name -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("resolver out of order");
            }
            return addresses("127.0.0.1");
        };
        try (Deliveries deliveries = Deliveries.with().resolver(breaking).start()) {
            String url = "http://name.example:" + receiver.port() + "/";
            assertThat(deliveries.deliver(url).failure()).hasMessageContaining("name look-up failed");
            assertThat(deliveries.deliver(url).attempt().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aHangingLookUpEndsAtTheDeadlineAndHoldsOneThread() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        HostResolver hanging = name -> {
            calls.incrementAndGet();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return addresses("127.0.0.1");
        };
        try (Deliveries deliveries =
                Deliveries.with().within(Deliveries.SHORT).resolver(hanging).start()) {
            for (int i = 0; i < 3; i++) {
                Result result = deliveries.deliver("http://slow.example:" + receiver.port() + "/");

                assertThat(result.failure())
                        .isInstanceOf(AttemptTimeoutException.class)
                        .hasMessage("crm_webhook_timeout after 400ms");
                assertThat(result.millis()).isBetween(395L, 900L);
            }
            assertThat(calls).hasValue(1);
            over.countDown();
        }
    }

    @Test
    void anAddressThatRefusesIsFollowedByTheNextOne() throws Exception {
        try (Deliveries deliveries = Deliveries.with()
                .resolver(name -> addresses("127.0.0.9", "127.0.0.1"))
                .start()) {
            Result result = deliveries.deliver("http://two.example:" + receiver.port() + "/");

            assertThat(result.failure()).isNull();
            assertThat(result.attempt().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void proxySettingsOfTheJvmChangeNothing() throws Exception {
        ProxySelector selector = ProxySelector.getDefault();
        List<String> keys = List.of(
                "http.proxyHost",
                "http.proxyPort",
                "https.proxyHost",
                "https.proxyPort",
                "socksProxyHost",
                "socksProxyPort",
                "java.net.useSystemProxies");
        try (RawReceiver proxy = RawReceiver.answering("HTTP/1.1 502 Proxy\r\nContent-Length: 0\r\n\r\n")) {
            for (String key : keys) {
                System.setProperty(
                        key, key.endsWith("Host") ? "127.0.0.1" : key.endsWith("Port") ? "" + proxy.port() : "true");
            }
            System.setProperty("http.nonProxyHosts", "");
            ProxySelector.setDefault(new EverythingThrough(proxy.port()));
            try (Deliveries deliveries = Deliveries.with().start()) {
                assertThat(deliveries
                                .deliver("http://name.example:" + receiver.port() + "/")
                                .attempt()
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(proxy.connections()).isZero();
        } finally {
            ProxySelector.setDefault(selector);
            keys.forEach(System::clearProperty);
            System.clearProperty("http.nonProxyHosts");
        }
    }

    private static final class EverythingThrough extends ProxySelector {

        private final int port;

        EverythingThrough(int port) {
            this.port = port;
        }

        @Override
        public List<Proxy> select(URI uri) {
            Proxy.Type type = uri.getScheme().startsWith("http") ? Proxy.Type.HTTP : Proxy.Type.SOCKS;
            return List.of(new Proxy(type, new InetSocketAddress("127.0.0.1", port)));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    }

    @ParameterizedTest
    @ValueSource(strings = {"&proxyHost=127.0.0.1&proxyPort=9", "&proxyAuthHost=127.0.0.1&proxyAuthPort=9"})
    void aProxyInTheEndpointsOptionsChangesNothing(String options) throws Exception {
        try (Deliveries deliveries = Deliveries.with().options(options).start()) {
            assertThat(deliveries.deliver(receiver.url()).attempt().statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "303", "307", "308"})
    void aRedirectIsNotFollowed(int status) throws Exception {
        try (RawReceiver redirecting = RawReceiver.answering("HTTP/1.1 " + status + " Moved\r\nLocation: "
                        + receiver.url() + "\r\nContent-Length: 0\r\n\r\n");
                Deliveries deliveries =
                        Deliveries.with().options("&followRedirects=true").start()) {
            Result result = deliveries.deliver(redirecting.url());

            assertThat(result.attempt().statusCode()).isEqualTo(status);
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void theDemoReceiverIsReachedAndTheRestOfItsPortIsNot() throws Exception {
        Exemption demo = new Exemption(InetAddress.getByName("127.0.0.1"), receiver.port(), "/demo/receiver");
        EgressPolicy policy = new EgressPolicy(false, List.of(), List.of(demo));
        String origin = "http://127.0.0.1:" + receiver.port();
        try (Deliveries deliveries = Deliveries.with().policy(policy).start()) {
            for (String path : List.of("/demo/receiver", "/demo/receiver/w1", "/demo/receiver?a=/../b")) {
                assertThat(deliveries.deliver(origin + path).attempt().statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
            for (String path : List.of(
                    "/",
                    "/api/replay",
                    "/demo/receiver2",
                    "/demo",
                    "/demo/receiver/../../api",
                    "/demo/receiver/%2e%2e/api",
                    "//demo/receiver",
                    "/demo/receiver//api")) {
                assertDenied(deliveries.deliver(origin + path), "loopback");
            }
            assertDenied(deliveries.deliver("https://127.0.0.1:1/demo/receiver"), "loopback");
            assertDenied(deliveries.deliver("https://name.example:" + receiver.port() + "/demo/receiver"), "loopback");
        }
        assertThat(receiver.requests()).hasSize(3);
    }

    @Test
    void anExemptionHoldsForEverySpellingOfItsAddressAndNoFurther() throws Exception {
        Exemption demo = new Exemption(InetAddress.getByName("::1"), 8080, "/demo/receiver");
        EgressPolicy policy = new EgressPolicy(false, List.of(), List.of(demo));

        for (String host : List.of("::1", "[::1]", "[0:0:0:0:0:0:0:1]")) {
            assertThat(policy.reasonAgainst(host, 8080, "/demo/receiver")).isEmpty();
            assertThat(policy.reasonAgainst(host, 8080, "/api/replay")).hasValue("loopback");
        }
    }

    @Test
    void bracesInAUrlReachTheReceiverAndNoSettingDoes() throws Exception {
        String url = EndpointUrl.parse(receiver.url() + "?a={{env:PATH}}&b=~'(x)+%2B;&RAW(y)", NOTHING_ALLOWED)
                .orElseThrow()
                .url();
        try (Deliveries deliveries = Deliveries.with().start()) {
            deliveries.deliver(url);
        }
        assertThat(receiver.requests())
                .singleElement()
                .asString()
                .startsWith("POST /hook?a=%7B%7Benv:PATH%7D%7D&b=~'(x)+%2B;&RAW(y) HTTP/1.1\r\n");
    }
}
