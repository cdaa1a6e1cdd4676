package io.webhookcourier.egress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.HttpMessageParserFactory;
import org.apache.hc.core5.io.CloseMode;

/** A connection to a checked address, which also knows what has been heard from the receiver so far. */
final class GuardedConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {

    private final ResponseHeadParser parser;
    private final TlsClose tlsClose;
    private boolean kept;
    private EndpointDetails traffic;
    private long receivedBefore;

    /** @param mostHeaders of an answer that are kept, fewer than the config accepts */
    GuardedConnection(Http1Config config, int mostHeaders, TlsClose tlsClose) {
        this(config, new ResponseHeadParser(config, mostHeaders), tlsClose);
    }

    private GuardedConnection(Http1Config config, ResponseHeadParser parser, TlsClose tlsClose) {
        super(config, null, null, null, null, null, new TheParser(parser));
        this.parser = parser;
        this.tlsClose = tlsClose;
    }

    private record TheParser(ResponseHeadParser parser) implements HttpMessageParserFactory<ClassicHttpResponse> {

        @Override
        public HttpMessageParser<ClassicHttpResponse> create() {
            return parser;
        }

        @Override
        @Deprecated
        public HttpMessageParser<ClassicHttpResponse> create(Http1Config config) {
            return parser;
        }
    }

    /** Call before a request is written: forgets what was heard about the one before. */
    void begin() throws ConnectionClosedException {
        traffic = getEndpointDetails();
        if (traffic == null) {
            throw new ConnectionClosedException();
        }
        kept = traffic.getRequestCount() > 0;
        receivedBefore = traffic.getReceivedBytesCount();
        parser.begin();
    }

    /** Whether the running request found the connection open from an earlier one. */
    boolean isKept() {
        return kept;
    }

    /** Whether no byte of an answer to the running request has come. */
    boolean isUnanswered() {
        return traffic == null || traffic.getReceivedBytesCount() == receivedBefore;
    }

    /**
     * Whether bytes came that belong to no answer: the next response on this connection could not be distinguished from them. Under
     * TLS they may be the protocol's own; the connection is not used then either.
     */
    boolean hasLeftover() throws IOException {
        Socket socket = rawSocket();
        return parser.hasBuffered()
                || kept && socket != null && socket.getInputStream().available() > 0;
    }

    /** Whether the answer was read to its end, with nothing read over: only then is the connection fit for another one. */
    boolean isClean() {
        return parser.isClean();
    }

    /** The answer as far as its head was read; only when there is a status. */
    ClassicHttpResponse answerAsFarAsRead() {
        return parser.asFarAsRead();
    }

    /** The status whose line came before the deadline, even if the headers after it did not, or 0. */
    int statusBefore(long deadlineNanos) {
        return parser.statusBefore(deadlineNanos);
    }

    /** The TCP socket, under TLS too, or null when the connection is closed. */
    Socket rawSocket() {
        SocketHolder holder = getSocketHolder();
        return holder == null ? null : holder.getBaseSocket();
    }

    @Override
    public Socket getSocket() {
        SocketHolder holder = getSocketHolder();
        return holder == null ? null : holder.getSocket();
    }

    @Override
    public void bind(Socket socket) throws IOException {
        super.bind(socket);
    }

    @Override
    public void bind(SSLSocket tlsSocket, Socket socket) throws IOException {
        super.bind(tlsSocket, socket);
    }

    /** Never waits: what has to be written to end a TLS connection is left to {@link TlsClose}. */
    @Override
    public void close(CloseMode mode) {
        SocketHolder holder = getSocketHolder();
        SSLSocket secured = holder == null ? null : holder.getSSLSocket();
        if (secured == null || mode == CloseMode.IMMEDIATE) {
            super.close(mode);
            return;
        }
        detach();
        tlsClose.close(secured, holder.getBaseSocket());
    }

    /** Makes this connection a closed one without closing its socket. */
    private void detach() {
        try {
            bind(new SocketHolder(new Socket(Proxy.NO_PROXY)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        super.close(CloseMode.IMMEDIATE);
    }

    /** Nothing to do: time is kept by the deadline of each attempt, so no socket has a time limit of its own. */
    @Override
    public void passivate() {}

    /** Nothing to do: see {@link #passivate()}. */
    @Override
    public void activate() {}
}
