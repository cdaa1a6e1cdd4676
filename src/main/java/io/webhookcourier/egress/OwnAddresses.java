package io.webhookcourier.egress;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The addresses of this machine's network interfaces, as of some seconds ago. A public one leads to programs that listen here
 * past the firewall that keeps strangers out. Thread-safe.
 */
final class OwnAddresses implements Predicate<byte[]> {

    private static final Duration KNOWN_FOR = Duration.ofSeconds(10);

    private record Known(Set<ByteBuffer> addresses, long sinceNanos) {}

    private final LongSupplier nanoTime;
    private volatile Known known;

    /** @param nanoTime the monotonic clock */
    OwnAddresses(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether this address, in network byte order, is one of this machine's. */
    @Override
    public boolean test(byte[] address) {
        Known now = known;
        if (now == null || nanoTime.getAsLong() - now.sinceNanos > KNOWN_FOR.toNanos()) {
            now = read(now);
            known = now;
        }
        return now.addresses.contains(ByteBuffer.wrap(address));
    }

    private Known read(Known before) {
        Set<ByteBuffer> addresses;
        try {
            addresses = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(InetAddress::getAddress)
                    .map(ByteBuffer::wrap)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException unknown) {
            addresses = before == null ? Set.of() : before.addresses;
        }
        return new Known(addresses, nanoTime.getAsLong());
    }
}
