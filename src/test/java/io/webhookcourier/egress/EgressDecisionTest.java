package io.webhookcourier.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookcourier.egress.EgressDecision.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EgressDecisionTest {

    private static final EgressPolicy STRICT = new EgressPolicy(false, List.of(), List.of());

    @Test
    void anEndpointThatLeadsToPublicAddressesIsPermitted() {
        EgressDecision decision = decision("https://crm.example.com/hook/token", "93.184.216.34", "2606:2800:220:1::1");

        assertThat(decision.permitted()).isTrue();
        assertThat(decision.origin()).isEqualTo("https://crm.example.com:443");
        assertThat(decision.addresses()).extracting(Address::reason).containsExactly(null, null);
    }

    @Test
    void oneForbiddenAddressRefusesThemAllAndIsNamed() {
        EgressDecision decision = decision("https://crm.example.com/", "93.184.216.34", "10.0.0.7");

        assertThat(decision.permitted()).isFalse();
        assertThat(decision.problem())
                .isEqualTo("egress_denied: private (10.0.0.7); one forbidden address refuses them all;"
                        + " courier.egress.allowed-networks can allow its network");
        assertThat(decision.addresses())
                .containsExactly(new Address("93.184.216.34", null), new Address("10.0.0.7", "private"));
    }

    @Test
    void howeverTheAddressIsSpelled() {
        assertThat(decision("https://0x7f.1/x").problem())
                .isEqualTo(
                        "egress_denied: loopback (127.0.0.1); courier.egress.allowed-networks can allow its network");
    }

    @Test
    void aRefusedUrlGetsAReason() {
        assertThat(decision("http://crm.example.com/").problem())
                .isEqualTo("http:// is not accepted: use https://, or set courier.egress.allow-http=true");
        assertThat(decision("https://user:secret@crm.example.com/").problem())
                .isEqualTo("the URL carries a user name or a password, which is not accepted");
        assertThat(decision("https://user:secret@crm.example.com/").origin()).isNull();
    }

    @Test
    void anUnknownNameIsReported() {
        EgressDecision decision = EgressDecision.of("https://crm.example.com/", STRICT, name -> {
            throw new UnknownHostException(name);
        });

        assertThat(decision.problem()).isEqualTo("the name crm.example.com is not known to the name servers");
        assertThat(decision.addresses()).isEmpty();
    }

    private static EgressDecision decision(String url, String... addresses) {
        return EgressDecision.of(url, STRICT, name -> {
            InetAddress[] resolved = new InetAddress[addresses.length];
            for (int i = 0; i < addresses.length; i++) {
                resolved[i] = InetAddress.getByName(addresses[i]);
            }
            return resolved;
        });
    }
}
