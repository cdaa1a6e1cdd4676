package io.webhookcourier.egress;

import io.webhookcourier.text.IpLiteral;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * A block of IPv4 or IPv6 addresses in CIDR notation (RFC 4632, RFC 4291).
 *
 * <p>An IPv4-mapped IPv6 address counts as the IPv4 address that it represents, on both sides.
 */
public final class CidrBlock {

    private final byte[] network;
    private final int prefix;

    private CidrBlock(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address.
     *
     * @throws IllegalArgumentException with a message that names the text and what is accepted
     */
    public static CidrBlock parse(String text) {
        String trimmed = text.strip();
        int slash = trimmed.indexOf('/');
        String address = slash < 0 ? trimmed : trimmed.substring(0, slash);
        byte[] bytes = IpLiteral.strict(address);
        if (bytes == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a network: write an address and a prefix length, such as 10.0.0.0/8");
        }
        int bits = bytes.length * 8;
        int prefix = slash < 0 ? bits : prefixLength(trimmed.substring(slash + 1), bits, text);
        if (!Arrays.equals(masked(bytes, prefix), bytes)) {
            throw new IllegalArgumentException("'" + text + "' has bits set beyond its prefix length: write "
                    + IpLiteral.address(masked(bytes, prefix)).getHostAddress() + "/" + prefix);
        }
        if (IpLiteral.isMapped(bytes) && prefix >= 96) {
            return new CidrBlock(IpLiteral.unmapped(bytes), prefix - 96);
        }
        return new CidrBlock(bytes, prefix);
    }

    private static int prefixLength(String digits, int bits, String text) {
        if (!digits.isEmpty()
                && digits.length() <= 3
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(digits) <= bits) {
            return Integer.parseInt(digits);
        }
        throw new IllegalArgumentException("'" + text + "' needs a prefix length from 0 to " + bits);
    }

    /** Whether the address lies in this block. */
    public boolean contains(InetAddress address) {
        return contains(IpLiteral.unmapped(address.getAddress()));
    }

    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = prefix >> 3;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = prefix & 7;
        return rest == 0 || ((address[whole] ^ network[whole]) & 0xff) >> (8 - rest) == 0;
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] result = address.clone();
        for (int i = 0; i < result.length; i++) {
            int bits = Math.max(0, Math.min(8, prefix - i * 8));
            result[i] &= (byte) (0xff << (8 - bits));
        }
        return result;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CidrBlock block && block.prefix == prefix && Arrays.equals(block.network, network);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(network) * 31 + prefix;
    }

    @Override
    public String toString() {
        return IpLiteral.address(network).getHostAddress() + "/" + prefix;
    }
}
