package io.webhookcourier.egress;

import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.io.Closer;

/** TLS 1.2 or newer over a connected socket, with certificate and host name verified (RFC 9110, section 4.3.4). */
final class TlsUpgrade {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** How long a receiver may be trusted by the certificate that it showed once. */
    private static final Duration RESUMED_FOR = Duration.ofHours(1);

    private final SSLSocketFactory factory;

    /**
     * @param context whose sessions are this client's own
     * @param sessions to remember, so that the next connection to their receivers resumes them; those that were not used for
     *     longest are forgotten
     */
    TlsUpgrade(SSLContext context, int sessions) {
        context.getClientSessionContext().setSessionCacheSize(sessions);
        context.getClientSessionContext().setSessionTimeout((int) RESUMED_FOR.toSeconds());
        this.factory = context.getSocketFactory();
    }

    /** @throws IOException of class {@link javax.net.ssl.SSLException} when the receiver cannot be trusted */
    SSLSocket upgrade(Socket socket, String host, int port) throws IOException {
        String certified = HostSpelling.of(host)
                .orElseThrow(() -> new UnknownHostException(host))
                .plain();
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, certified, port, false);
        try {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setProtocols(PROTOCOLS);
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            return secured;
        } catch (IOException | RuntimeException e) {
            Closer.closeQuietly(socket);
            throw e;
        }
    }
}
