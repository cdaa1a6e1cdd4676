package io.webhookcourier.egress;

import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the egress guard decides about a URL, and why, for people. A delivery asks again for each connection, so another
 * answer of the name servers can lead to another decision.
 *
 * @param origin scheme, host and port; null when the URL is not accepted
 * @param problem why no connection would be made, as a sentence; null when one would
 * @param addresses what the host leads to, in the order in which they would be tried; empty when that is not known
 */
public record EgressDecision(String origin, String problem, List<Address> addresses) {

    /** @param reason the forbidden range that it lies in, or null when it is permitted */
    public record Address(String address, String reason) {}

    /** Whether a connection would be tried. */
    public boolean permitted() {
        return problem == null;
    }

    /** Looks the name up, as a delivery would; connects to nothing. */
    public static EgressDecision of(String url, EgressPolicy policy, HostResolver resolver) {
        UrlReading reading = EndpointUrl.read(url, policy);
        if (reading.url() == null) {
            return new EgressDecision(null, reading.problem(), List.of());
        }
        EndpointUrl endpoint = reading.url();
        HostSpelling host = endpoint.host();
        String origin = URI.create(endpoint.url()).getScheme() + "://" + endpoint.origin();
        try {
            List<Address> addresses = new ArrayList<>();
            for (InetAddress address : addresses(host, resolver)) {
                addresses.add(new Address(
                        address.getHostAddress(),
                        policy.reasonAgainst(address, host, endpoint.port()).orElse(null)));
            }
            return new EgressDecision(origin, problem(addresses), List.copyOf(addresses));
        } catch (UnknownHostException e) {
            return new EgressDecision(
                    origin, "the name " + host.plain() + " is not known to the name servers", List.of());
        }
    }

    private static InetAddress[] addresses(HostSpelling host, HostResolver resolver) throws UnknownHostException {
        return host.address().isPresent() ? new InetAddress[] {host.address().get()} : resolver.resolve(host.plain());
    }

    private static String problem(List<Address> addresses) {
        return addresses.stream()
                .filter(address -> address.reason() != null)
                .findFirst()
                .map(address -> Reason.of(Kind.EGRESS_DENIED, address.reason()).text() + " (" + address.address() + ")"
                        + (addresses.size() == 1 ? "" : "; one forbidden address refuses them all")
                        + "; courier.egress.allowed-networks can allow its network")
                .orElse(null);
    }
}
