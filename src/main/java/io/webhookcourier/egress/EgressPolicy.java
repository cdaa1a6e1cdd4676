package io.webhookcourier.egress;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.Settings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where deliveries may go (contract, section 6). Immutable. */
public final class EgressPolicy {

    private final boolean allowHttp;
    private final AddressRules rules;
    private final List<Exemption> exemptions;

    /**
     * @param allowHttp whether {@code http://} is accepted at all
     * @param allowedNetworks blocks exempt from the rules, on every port
     * @param exemptions addresses of this very process
     */
    public EgressPolicy(boolean allowHttp, List<CidrBlock> allowedNetworks, List<Exemption> exemptions) {
        this.allowHttp = allowHttp;
        this.rules = new AddressRules(allowedNetworks);
        this.exemptions = List.copyOf(exemptions);
    }

    /** @throws ConfigurationException when a network is not in CIDR notation */
    public static EgressPolicy of(Settings.Egress settings, List<Exemption> exemptions) {
        List<CidrBlock> networks = new ArrayList<>();
        for (String network : settings.allowedNetworks()) {
            try {
                networks.add(CidrBlock.parse(network));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException("courier.egress.allowed-networks: " + e.getMessage(), e);
            }
        }
        return new EgressPolicy(settings.allowHttp(), networks, exemptions);
    }

    boolean acceptsScheme(String scheme, HostSpelling host, int port) {
        return scheme.equals("https") || scheme.equals("http") && (allowHttp || isExempt(host, port));
    }

    /** Why this address, to which the host led, must not be connected to. */
    Optional<String> reasonAgainst(InetAddress address, HostSpelling host, int port) {
        return isExempt(host, port) ? Optional.empty() : rules.reasonAgainst(address);
    }

    /** Why this request must not be sent, although its connection was permitted. */
    Optional<String> reasonAgainst(String host, int port, String path) {
        if (exemptions.isEmpty()) {
            return Optional.empty();
        }
        Optional<InetAddress> address = HostSpelling.of(host).flatMap(HostSpelling::address);
        return exemptions.stream()
                .filter(exemption -> exemption.isAt(address, port) && !exemption.covers(path))
                .findFirst()
                .flatMap(exemption -> rules.reasonAgainst(exemption.address()));
    }

    private boolean isExempt(HostSpelling host, int port) {
        return exemptions.stream().anyMatch(exemption -> exemption.isAt(host.address(), port));
    }
}
