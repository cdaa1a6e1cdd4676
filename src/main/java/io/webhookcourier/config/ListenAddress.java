package io.webhookcourier.config;

import io.webhookcourier.text.IpLiteral;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where a listener of this process is reached from this machine.
 *
 * @param address never the unspecified one
 * @param port the port that is really listened on, 1 to 65535
 */
public record ListenAddress(InetAddress address, int port) {

    private static final int IPV6_BYTES = 16;

    /**
     * @param key names the setting in a message
     * @param host an address or a name; one that means every address of the machine becomes the loopback address
     * @throws ConfigurationException when the name does not resolve
     */
    public static ListenAddress of(String key, String host, int port) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return new ListenAddress(address.isAnyLocalAddress() ? loopbackLike(address) : address, port);
        } catch (UnknownHostException e) {
            throw new ConfigurationException(
                    key + ": the host name " + host + " does not resolve; an address of this machine is accepted", e);
        }
    }

    /** Decided by spelling alone: a name other than localhost counts as off the loopback. */
    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("::1")
                || (IpLiteral.isV4(host) && host.startsWith("127."));
    }

    private static InetAddress loopbackLike(InetAddress address) throws UnknownHostException {
        if (address instanceof Inet6Address) {
            byte[] loopback = new byte[IPV6_BYTES];
            loopback[IPV6_BYTES - 1] = 1;
            return InetAddress.getByAddress(loopback);
        }
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    /** The beginning of a URL, {@code http://127.0.0.1:8080}, with the address spelled out. */
    public String url() {
        String literal = address.getHostAddress();
        int zone = literal.indexOf('%');
        String plain = zone < 0 ? literal : literal.substring(0, zone);
        return "http://" + (address instanceof Inet6Address ? "[" + plain + "]" : plain) + ":" + port;
    }
}
