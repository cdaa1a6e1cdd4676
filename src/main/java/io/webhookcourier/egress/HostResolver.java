package io.webhookcourier.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks names up; may block for as long as it likes, since callers wait no longer than their deadline. */
@FunctionalInterface
public interface HostResolver {

    /**
     * @param name an ASCII host name, never an address
     * @return the addresses in the order in which they are to be tried
     * @throws UnknownHostException when there are none
     */
    InetAddress[] resolve(String name) throws UnknownHostException;

    /** The operating system's resolver, as the JVM asks it and caches its answers. */
    static HostResolver system() {
        return InetAddress::getAllByName;
    }
}
