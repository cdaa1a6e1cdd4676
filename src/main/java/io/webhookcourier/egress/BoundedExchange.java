package io.webhookcourier.egress;

import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.EgressDeniedException;
import io.webhookcourier.delivery.NoResponseException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;

/**
 * Writes one request and reads its answer within bounds, on a connection that is already made.
 *
 * <p>Everything that needs the connection happens in here, before HttpClient gets it back: what leaves is a response in
 * memory, and a connection that either is clean or is closed.
 */
final class BoundedExchange extends HttpRequestExecutor {

    /** Interim answers (RFC 9110, section 15.2) that are read before a receiver counts as broken. */
    private static final int MOST_INTERIM_ANSWERS = 20;

    private final int responseLimit;

    /** @param responseLimit bytes of a body that are read */
    BoundedExchange(int responseLimit) {
        this.responseLimit = responseLimit;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback ignored,
            HttpContext context)
            throws IOException, HttpException {
        if (!(connection instanceof GuardedConnection guarded)) {
            connection.close(CloseMode.IMMEDIATE);
            throw new EgressDeniedException("connection not made by the guard");
        }
        InFlight inFlight = InFlight.of(context);
        try {
            ClassicHttpResponse response = exchange(request, guarded, inFlight);
            ResponseBody body = body(request, response, guarded);
            boolean clean = body.isWhole() && guarded.isClean();
            if (!inFlight.finish() || !clean) {
                guarded.close(CloseMode.IMMEDIATE);
            }
            if (inFlight.isDelivery()) {
                keepBeginning(body, response, inFlight);
            } else if (!body.isWhole()) {
                throw body.failure();
            }
            keepOnly(body, response);
            return response;
        } catch (IOException e) {
            guarded.close(CloseMode.IMMEDIATE);
            throw typed(e);
        } catch (HttpException | RuntimeException e) {
            guarded.close(CloseMode.IMMEDIATE);
            throw e;
        }
    }

    /** The outcome rules do not know HttpClient's exceptions. */
    private static IOException typed(IOException e) {
        return e instanceof NoHttpResponseException || e instanceof ConnectionClosedException
                ? new NoResponseException(e)
                : e;
    }

    private static void keepBeginning(ResponseBody body, ClassicHttpResponse response, InFlight inFlight) {
        if (inFlight.decides()) {
            inFlight.attempt().responseBody(body.text(charset(response)));
        }
    }

    private static ClassicHttpResponse exchange(
            ClassicHttpRequest request, GuardedConnection connection, InFlight inFlight)
            throws IOException, HttpException {
        ClassicHttpResponse response;
        try {
            inFlight.uses(connection.rawSocket());
            connection.begin();
            if (connection.hasLeftover()) {
                throw new ConnectionClosedException("The kept connection has bytes that belong to no response");
            }
            response = send(request, connection);
        } catch (IOException | HttpException e) {
            response = decidedByStatusLine(connection, inFlight);
            if (response == null && e instanceof IOException cause && wasKeptAndClosed(connection, inFlight)) {
                throw new KeptConnectionClosedException(typed(cause));
            }
            if (response == null) {
                throw e;
            }
        }
        if (connection.statusBefore(inFlight.deadlineNanos()) == 0) {
            throw inFlight.timeout();
        }
        if (inFlight.isDelivery()) {
            DeliveryAttempt attempt = inFlight.attempt();
            Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
            inFlight.decides(attempt.responded(response.getCode(), retryAfter == null ? null : retryAfter.getValue()));
        }
        return response;
    }

    /** An answer that came before the request was written whole is still the receiver's answer. */
    private static ClassicHttpResponse send(ClassicHttpRequest request, GuardedConnection connection)
            throws IOException, HttpException {
        try {
            connection.sendRequestHeader(request);
            if (request.getEntity() != null) {
                connection.sendRequestEntity(request);
            }
            connection.flush();
        } catch (IOException cut) {
            try {
                ClassicHttpResponse early = receive(connection);
                early.setHeader(HttpHeaders.CONNECTION, "close");
                return early;
            } catch (IOException | HttpException none) {
                cut.addSuppressed(none);
                throw cut;
            }
        }
        return receive(connection);
    }

    private static ClassicHttpResponse receive(GuardedConnection connection) throws IOException, HttpException {
        for (int interim = 0; interim <= MOST_INTERIM_ANSWERS; interim++) {
            ClassicHttpResponse response = connection.receiveResponseHeader();
            int status = response.getCode();
            if (status >= HttpStatus.SC_SUCCESS || status == HttpStatus.SC_SWITCHING_PROTOCOLS) {
                return response;
            }
        }
        throw new ProtocolException("more than " + MOST_INTERIM_ANSWERS + " interim answers");
    }

    /** The answer as far as its head was read, or null when none came in time or this is no delivery. */
    private static ClassicHttpResponse decidedByStatusLine(GuardedConnection connection, InFlight inFlight) {
        int status = connection.statusBefore(inFlight.deadlineNanos());
        if (!inFlight.isDelivery() || status < HttpStatus.SC_SUCCESS) {
            return null;
        }
        connection.close(CloseMode.IMMEDIATE);
        return connection.answerAsFarAsRead();
    }

    private static boolean wasKeptAndClosed(GuardedConnection connection, InFlight inFlight) {
        return connection.isKept() && connection.isUnanswered() && !inFlight.isExpired();
    }

    private ResponseBody body(ClassicHttpRequest request, ClassicHttpResponse response, GuardedConnection connection) {
        if (!connection.isOpen() || !MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
            return ResponseBody.NONE;
        }
        try {
            connection.receiveResponseEntity(response);
        } catch (IOException e) {
            return new ResponseBody(new byte[0], e);
        } catch (HttpException e) {
            return new ResponseBody(new byte[0], new IOException(e.getMessage(), e));
        }
        return ResponseBody.read(response.getEntity(), responseLimit);
    }

    /** Without Content-Encoding the body is not decompressed, and with a charset that Java knows Camel can read it. */
    private static void keepOnly(ResponseBody body, ClassicHttpResponse response) {
        response.setEntity(body.bytes().length == 0 ? null : new ByteArrayEntity(body.bytes(), null));
        response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
        if (contentType(response) == null) {
            response.removeHeaders(HttpHeaders.CONTENT_TYPE);
        }
    }

    private static Charset charset(ClassicHttpResponse response) {
        ContentType type = contentType(response);
        return type == null || type.getCharset() == null ? StandardCharsets.UTF_8 : type.getCharset();
    }

    private static ContentType contentType(ClassicHttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.CONTENT_TYPE);
        try {
            return header == null ? null : ContentType.parse(header.getValue());
        } catch (UnsupportedCharsetException | IllegalCharsetNameException unreadable) {
            return null;
        }
    }
}
