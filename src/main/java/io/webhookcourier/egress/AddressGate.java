package io.webhookcourier.egress;

import io.webhookcourier.delivery.EgressDeniedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a host and port into the addresses that a connection may go to: the name is resolved once, every address is
 * checked, and one forbidden address refuses them all (contract, section 6).
 */
final class AddressGate {

    private final EgressPolicy policy;
    private final NameLookups lookups;

    AddressGate(EgressPolicy policy, NameLookups lookups) {
        this.policy = policy;
        this.lookups = lookups;
    }

    /**
     * @param deadlineNanos on the clock of {@link System#nanoTime()}
     * @return checked addresses, at least one, to be connected to as they are
     * @throws EgressDeniedException when one of them is forbidden, or the scheme is not accepted
     */
    List<InetSocketAddress> open(String scheme, String host, int port, long deadlineNanos) throws IOException {
        HostSpelling spelling = HostSpelling.of(host).orElseThrow(() -> new UnknownHostException(host));
        if (!policy.acceptsScheme(scheme, spelling, port)) {
            throw EgressDeniedException.ofScheme(scheme);
        }
        Optional<InetAddress> literal = spelling.address();
        InetAddress[] addresses = literal.isPresent()
                ? new InetAddress[] {literal.get()}
                : lookups.resolve(spelling.plain(), deadlineNanos);
        List<InetSocketAddress> checked = new ArrayList<>(addresses.length);
        for (InetAddress address : addresses) {
            Optional<String> reason = policy.reasonAgainst(address, spelling, port);
            if (reason.isPresent()) {
                throw new EgressDeniedException(reason.get());
            }
            checked.add(new InetSocketAddress(address, port));
        }
        return checked;
    }
}
