package io.webhookcourier.egress;

import io.webhookcourier.text.IpLiteral;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The addresses that no delivery may go to (contract, section 6), as one table with the source of every range.
 *
 * <p>Sources: the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890) and the RFC that each range names.
 * Of IPv6 only 2000::/3 is global unicast (RFC 4291, section 2.4); everything outside it is forbidden, named or not.
 */
public final class AddressRules {

    private record Rule(CidrBlock block, String reason) {}

    private static Rule rule(String block, String reason, @SuppressWarnings("unused") String source) {
        return new Rule(CidrBlock.parse(block), reason);
    }

    /** The first match names the reason, so narrower ranges come before wider ones. */
    private static final List<Rule> FORBIDDEN = List.of(
            rule("0.0.0.0/32", "unspecified", "RFC 1122, section 3.2.1.3"),
            rule("0.0.0.0/8", "this network", "RFC 791, section 3.2"),
            rule("10.0.0.0/8", "private", "RFC 1918"),
            rule("100.64.0.0/10", "carrier-grade NAT", "RFC 6598"),
            rule("127.0.0.0/8", "loopback", "RFC 1122, section 3.2.1.3"),
            rule("168.63.129.16/32", "cloud metadata", "Microsoft Learn: What is IP address 168.63.129.16?"),
            rule("169.254.0.0/16", "link-local", "RFC 3927"),
            rule("172.16.0.0/12", "private", "RFC 1918"),
            rule("192.0.0.0/24", "reserved", "RFC 6890, section 2.1"),
            rule("192.0.2.0/24", "documentation", "RFC 5737"),
            rule("192.88.99.0/24", "reserved", "RFC 7526: 6to4 relay anycast, deprecated"),
            rule("192.168.0.0/16", "private", "RFC 1918"),
            rule("198.18.0.0/15", "benchmarking", "RFC 2544"),
            rule("198.51.100.0/24", "documentation", "RFC 5737"),
            rule("203.0.113.0/24", "documentation", "RFC 5737"),
            rule("224.0.0.0/4", "multicast", "RFC 5771"),
            rule("255.255.255.255/32", "broadcast", "RFC 919, section 7"),
            rule("240.0.0.0/4", "reserved", "RFC 1112, section 4"),
            rule("::/128", "unspecified", "RFC 4291, section 2.5.2"),
            rule("::1/128", "loopback", "RFC 4291, section 2.5.3"),
            rule("64:ff9b:1::/48", "reserved", "RFC 8215: NAT64 for local use"),
            rule("100::/64", "reserved", "RFC 6666: discard-only"),
            rule("2001:2::/48", "benchmarking", "RFC 5180"),
            rule("2001:db8::/32", "documentation", "RFC 3849"),
            rule("2001::/23", "reserved", "RFC 2928: IETF protocol assignments, with Teredo (RFC 4380)"),
            rule("3fff::/20", "documentation", "RFC 9637"),
            rule("fc00::/7", "unique-local", "RFC 4193"),
            rule("fe80::/10", "link-local", "RFC 4291, section 2.5.6"),
            rule("fec0::/10", "site-local", "RFC 3879"),
            rule("ff00::/8", "multicast", "RFC 4291, section 2.7"));

    private static final CidrBlock GLOBAL_UNICAST = CidrBlock.parse("2000::/3");

    private final List<CidrBlock> allowed;
    private final Predicate<byte[]> own;

    /** @param allowed blocks that are exempt, also behind IPv4-mapped and translated forms */
    public AddressRules(List<CidrBlock> allowed) {
        this(allowed, new OwnAddresses(System::nanoTime));
    }

    /** @param own whether an address, in network byte order, is one of this machine's */
    AddressRules(List<CidrBlock> allowed, Predicate<byte[]> own) {
        this.allowed = List.copyOf(allowed);
        this.own = own;
    }

    /** Why nothing may be sent to this address: a short name for its range, or empty when it is permitted. */
    public Optional<String> reasonAgainst(InetAddress address) {
        return Optional.ofNullable(reason(IpLiteral.unmapped(address.getAddress())));
    }

    private String reason(byte[] address) {
        for (CidrBlock block : allowed) {
            if (block.contains(address)) {
                return null;
            }
        }
        if (address.length == 16) {
            for (byte[] embedded : EmbeddedIpv4.in(address)) {
                String reason = reason(embedded);
                if (reason != null) {
                    return reason;
                }
            }
            if (EmbeddedIpv4.isOnlyTranslated(address)) {
                return null;
            }
        }
        for (Rule rule : FORBIDDEN) {
            if (rule.block().contains(address)) {
                return rule.reason();
            }
        }
        if (address.length == 16 && !GLOBAL_UNICAST.contains(address)) {
            return "reserved";
        }
        return own.test(address) ? "this machine" : null;
    }
}
