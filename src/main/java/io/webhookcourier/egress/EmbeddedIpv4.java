package io.webhookcourier.egress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The IPv4 addresses that an IPv6 address carries, and to which a gateway or tunnel would pass a packet on. */
final class EmbeddedIpv4 {

    /** IPv4-compatible (RFC 4291, section 2.5.5.1) without :: and ::1, which are addresses of their own. */
    private static final CidrBlock COMPATIBLE = CidrBlock.parse("::/96");
    /** IPv4-translated (RFC 2765, section 2.1). */
    private static final CidrBlock TRANSLATED = CidrBlock.parse("::ffff:0:0:0/96");
    /** NAT64's well-known prefix (RFC 6052, section 2.1). */
    private static final CidrBlock NAT64 = CidrBlock.parse("64:ff9b::/96");
    /** 6to4 (RFC 3056, section 2). */
    private static final CidrBlock SIX_TO_FOUR = CidrBlock.parse("2002::/16");
    /** Teredo (RFC 4380, section 4): the server in clear, the client with its bits inverted. */
    private static final CidrBlock TEREDO = CidrBlock.parse("2001::/32");

    private EmbeddedIpv4() {}

    /** @param address sixteen bytes */
    static List<byte[]> in(byte[] address) {
        List<byte[]> found = new ArrayList<>(2);
        if (COMPATIBLE.contains(address) && !isUnspecifiedOrLoopback(address)
                || TRANSLATED.contains(address)
                || NAT64.contains(address)) {
            found.add(Arrays.copyOfRange(address, 12, 16));
        } else if (SIX_TO_FOUR.contains(address)) {
            found.add(Arrays.copyOfRange(address, 2, 6));
        } else if (TEREDO.contains(address)) {
            found.add(Arrays.copyOfRange(address, 4, 8));
            found.add(inverted(Arrays.copyOfRange(address, 12, 16)));
        }
        if (isIsatap(address)) {
            found.add(Arrays.copyOfRange(address, 12, 16));
        }
        return found;
    }

    /** Whether the embedded address alone decides: a gateway or relay passes the packet on to it. */
    static boolean isOnlyTranslated(byte[] address) {
        return NAT64.contains(address) || SIX_TO_FOUR.contains(address);
    }

    /** An interface identifier 0000:5efe or 0200:5efe with an IPv4 address behind it (RFC 5214, section 6.1). */
    private static boolean isIsatap(byte[] address) {
        return (address[8] & 0xfd) == 0 && address[9] == 0 && address[10] == 0x5e && address[11] == (byte) 0xfe;
    }

    private static boolean isUnspecifiedOrLoopback(byte[] address) {
        return address[12] == 0 && address[13] == 0 && address[14] == 0 && (address[15] & 0xfe) == 0;
    }

    private static byte[] inverted(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        return bytes;
    }
}
