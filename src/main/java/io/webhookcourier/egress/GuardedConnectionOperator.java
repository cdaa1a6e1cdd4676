package io.webhookcourier.egress;

import io.webhookcourier.delivery.AttemptTimeoutException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ConnectExceptionSupport;
import org.apache.hc.client5.http.UnsupportedSchemeException;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes every connection: asks the gate for checked addresses and connects to these very addresses, never looking a name
 * up again. Sockets go directly to the receiver: a plain {@code new Socket()} would obey the JVM's SOCKS proxy settings.
 */
final class GuardedConnectionOperator implements HttpClientConnectionOperator {

    private final AddressGate gate;
    private final TlsUpgrade tls;

    GuardedConnectionOperator(AddressGate gate, TlsUpgrade tls) {
        this.gate = gate;
        this.tls = tls;
    }

    @Override
    public void connect(
            ManagedHttpClientConnection connection,
            HttpHost host,
            NamedEndpoint name,
            InetSocketAddress localAddress,
            Timeout connectTimeout,
            SocketConfig socketConfig,
            Object attachment,
            HttpContext context)
            throws IOException {
        InFlight request = InFlight.of(context);
        int port = DefaultSchemePortResolver.INSTANCE.resolve(host.getSchemeName(), host);
        List<InetSocketAddress> addresses =
                gate.open(host.getSchemeName(), host.getHostName(), port, request.deadlineNanos());
        Socket socket = connectToAny(addresses, host, request);
        try {
            connection.bind(socket);
            if (URIScheme.HTTPS.same(host.getSchemeName())) {
                NamedEndpoint certified = name != null ? name : host;
                SSLSocket secured = tls.upgrade(socket, certified.getHostName(), port);
                connection.bind(secured, socket);
            }
        } catch (IOException | RuntimeException e) {
            Closer.closeQuietly(socket);
            throw e;
        }
    }

    private static Socket connectToAny(List<InetSocketAddress> addresses, HttpHost host, InFlight request)
            throws IOException {
        for (int i = 0; ; i++) {
            InetSocketAddress address = addresses.get(i);
            int left = addresses.size() - i;
            Socket socket = new Socket(Proxy.NO_PROXY);
            try {
                request.uses(socket);
                socket.setTcpNoDelay(true);
                socket.connect(address, shareOf(request, left));
                return socket;
            } catch (SocketTimeoutException e) {
                Closer.closeQuietly(socket);
                if (left == 1) {
                    throw request.timeout();
                }
            } catch (SocketException e) {
                Closer.closeQuietly(socket);
                if (left == 1 || request.isExpired()) {
                    throw ConnectExceptionSupport.enhance(e, host, address.getAddress());
                }
            } catch (IOException | RuntimeException e) {
                Closer.closeQuietly(socket);
                throw e;
            }
        }
    }

    /** An address that does not answer must leave time for the ones after it. */
    private static int shareOf(InFlight request, int addressesLeft) throws AttemptTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(request.remainingNanos());
        if (millis <= 0) {
            throw request.timeout();
        }
        return (int) Math.max(1, Math.min(millis / addressesLeft, Integer.MAX_VALUE));
    }

    @Override
    public void connect(
            ManagedHttpClientConnection connection,
            HttpHost host,
            InetSocketAddress localAddress,
            TimeValue connectTimeout,
            SocketConfig socketConfig,
            HttpContext context)
            throws IOException {
        connect(connection, host, null, localAddress, null, socketConfig, null, context);
    }

    /** Would put TLS upon a proxy's tunnel or an upgraded connection; deliveries have neither. */
    @Override
    public void upgrade(ManagedHttpClientConnection connection, HttpHost host, HttpContext context) throws IOException {
        throw new UnsupportedSchemeException("No connection is upgraded to another protocol");
    }
}
