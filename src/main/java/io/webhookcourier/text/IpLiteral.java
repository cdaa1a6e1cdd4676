package io.webhookcourier.text;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Reads written IP addresses without ever asking a resolver. Addresses are bytes in network order, four or sixteen.
 */
public final class IpLiteral {

    private static final int MAPPED_PREFIX = 12;

    private IpLiteral() {}

    /** An address as RFC 791 dotted decimal or RFC 4291 text writes it, or null. */
    public static byte[] strict(String text) {
        if (text.indexOf(':') >= 0) {
            return v6(text);
        }
        String[] parts = text.split("\\.", -1);
        boolean decimal = parts.length == 4
                && Arrays.stream(parts)
                        .allMatch(part -> part.equals("0") || !part.startsWith("0") && isDigits(part, 10));
        return decimal ? v4(text) : null;
    }

    /** Whether the text is an IPv4 address in dotted decimal. */
    public static boolean isV4(String text) {
        return text.indexOf(':') < 0 && strict(text) != null;
    }

    /** Whether the text is an IPv6 address as {@link #v6} reads it. */
    public static boolean isV6(String text) {
        return v6(text) != null;
    }

    /**
     * An IPv4 address in any form that {@code inet_aton} and browsers take: one to four parts, each decimal, octal with
     * a leading 0, or hexadecimal with a leading 0x, the last one filling the rest (WHATWG URL, section 3.5).
     *
     * @return null when the text is no such address
     */
    public static byte[] v4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length > 4) {
            return null;
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            long value = number(parts[i]);
            int bytes = i == parts.length - 1 ? 4 - i : 1;
            if (value < 0 || value >= 1L << (8 * bytes)) {
                return null;
            }
            address = address << (8 * bytes) | value;
        }
        return new byte[] {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
    }

    /** Whether a host that ends in this label can only be meant as an IPv4 address (WHATWG URL, section 3.5). */
    public static boolean isNumber(String label) {
        return isDigits(label, 10) || label.length() >= 2 && label.startsWith("0x") && number(label) >= 0;
    }

    private static long number(String part) {
        if (part.startsWith("0x") || part.startsWith("0X")) {
            String digits = part.substring(2);
            return digits.isEmpty() ? 0 : parse(digits, 16);
        }
        return part.length() > 1 && part.startsWith("0") ? parse(part.substring(1), 8) : parse(part, 10);
    }

    private static long parse(String digits, int radix) {
        if (!isDigits(digits, radix)) {
            return -1;
        }
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > 11 ? Long.MAX_VALUE : Long.parseLong(significant, radix);
    }

    private static boolean isDigits(String text, int radix) {
        return !text.isEmpty() && text.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
    }

    /** An IPv6 address as RFC 4291, section 2.2 writes it, without brackets and zone, or null. */
    public static byte[] v6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] whole = groups(text);
            return whole != null && whole.length == 16 ? whole : null;
        }
        if (text.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        String before = text.substring(0, gap);
        byte[] head = before.indexOf('.') >= 0 ? null : groups(before);
        byte[] tail = groups(text.substring(gap + 2));
        if (head == null || tail == null || head.length + tail.length > 14) {
            return null;
        }
        byte[] address = Arrays.copyOf(head, 16);
        System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
        return address;
    }

    private static byte[] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        byte[] bytes = new byte[parts.length * 2 + 2];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (i == parts.length - 1 && part.indexOf('.') >= 0) {
                byte[] v4 = strict(part);
                if (v4 == null) {
                    return null;
                }
                System.arraycopy(v4, 0, bytes, length, 4);
                length += 4;
            } else if (part.length() <= 4 && isDigits(part, 16)) {
                int group = Integer.parseInt(part, 16);
                bytes[length++] = (byte) (group >> 8);
                bytes[length++] = (byte) group;
            } else {
                return null;
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    /** Whether these are the bytes of an IPv4-mapped address, ::ffff:0:0/96 (RFC 4291, section 2.5.5.2). */
    public static boolean isMapped(byte[] address) {
        if (address.length != 16 || address[10] != -1 || address[11] != -1) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The IPv4 address behind a mapped one, else the address itself. */
    public static byte[] unmapped(byte[] address) {
        return isMapped(address) ? Arrays.copyOfRange(address, MAPPED_PREFIX, 16) : address;
    }

    /** @throws IllegalArgumentException when there are not 4 or 16 bytes */
    public static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("An address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }
}
