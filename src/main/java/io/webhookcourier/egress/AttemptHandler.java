package io.webhookcourier.egress;

import io.webhookcourier.delivery.AttemptTimeoutException;
import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.EgressDeniedException;
import io.webhookcourier.delivery.SignedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;

/** First in HttpClient's chain: puts the whole of a request, with connection and look-up, under the attempt's deadline. */
final class AttemptHandler implements ExecChainHandler {

    /** Where camel-http leaves the exchange when an activity listener is set. */
    private static final String EXCHANGE = "org.apache.camel.Exchange";

    private final EgressPolicy policy;
    private final DeadlineWatch watch;
    private final Duration limit;

    AttemptHandler(EgressPolicy policy, DeadlineWatch watch, Duration limit) {
        this.policy = policy;
        this.watch = watch;
        this.limit = limit;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Exchange exchange = (Exchange) scope.clientContext.getAttribute(EXCHANGE);
        DeliveryAttempt attempt = attempt(exchange);
        boolean signed =
                attempt != null && exchange.getMessage().getHeader(SignedRequest.HEADER) instanceof SignedRequest;
        try {
            return send(request, scope, chain, exchange, attempt);
        } catch (IOException | HttpException | RuntimeException e) {
            if (signed) {
                // A route may catch it, and must not count as delivered then.
                attempt.failedUnanswered(e);
            }
            throw e;
        }
    }

    private ClassicHttpResponse send(
            ClassicHttpRequest request,
            ExecChain.Scope scope,
            ExecChain chain,
            Exchange exchange,
            DeliveryAttempt attempt)
            throws IOException, HttpException {
        writeTargetAsStored(request, exchange);
        refuse(request, scope);
        Cancellable original = scope.originalRequest instanceof Cancellable cancellable ? cancellable : null;
        SignedRequest signed = takeSigned(exchange, attempt);
        InFlight inFlight = new InFlight(attempt, signed, limit, original);
        if (inFlight.remainingNanos() <= 0) {
            throw inFlight.timeout();
        }
        inFlight.putInto(scope.clientContext);
        watch.add(inFlight);
        boolean accepted = false;
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            accepted = response.getCode() < HttpStatus.SC_REDIRECTION;
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            if (inFlight.isExpired()) {
                throw timeout(inFlight, e);
            }
            throw e;
        } finally {
            watch.remove(inFlight);
            if (signed != null && !accepted) {
                removeHeadersOf(request, exchange);
            }
        }
    }

    private void refuse(ClassicHttpRequest request, ExecChain.Scope scope) throws EgressDeniedException {
        HttpHost target = scope.route.getTargetHost();
        Optional<String> reason = policy.reasonAgainst(target.getHostName(), target.getPort(), request.getPath());
        if (reason.isPresent()) {
            throw new EgressDeniedException(reason.get());
        }
    }

    /**
     * Camel escapes characters that need no escape ({@code ~} becomes {@code %7E}) and drops an empty query, which breaks
     * URLs that are signed by their characters. Only the spelling is put right here: what a step asked for otherwise, by a
     * path or query of its own, is sent as Camel has it.
     */
    private static void writeTargetAsStored(ClassicHttpRequest request, Exchange exchange) {
        if (exchange != null && exchange.getIn().getHeader(Exchange.HTTP_URI) instanceof String url) {
            String stored = RequestTarget.ofUrl(url);
            if (!stored.equals(request.getPath()) && RequestTarget.sameButForEscapes(stored, request.getPath())) {
                request.setPath(stored);
            }
        }
    }

    /** The attempt that the request is part of; null outside of deliveries and beside them. */
    private static DeliveryAttempt attempt(Exchange exchange) {
        DeliveryAttempt attempt =
                exchange == null ? null : exchange.getProperty(DeliveryAttempt.PROPERTY, DeliveryAttempt.class);
        return attempt == null || SideBranch.is(exchange) ? null : attempt;
    }

    /** Once only: what the error handling sends after a delivery that failed is no delivery. */
    private static SignedRequest takeSigned(Exchange exchange, DeliveryAttempt attempt) {
        return attempt != null
                        && exchange.getMessage().removeHeader(SignedRequest.HEADER) instanceof SignedRequest signed
                ? signed
                : null;
    }

    /**
     * A delivery that failed leaves neither its address nor its headers to a step that reports it. A success needs no
     * such care, because Camel replaces the message.
     */
    private static void removeHeadersOf(ClassicHttpRequest request, Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeader(Exchange.HTTP_URI);
        for (Header sent : request.getHeaders()) {
            message.removeHeader(sent.getName());
        }
    }

    private static IOException timeout(InFlight inFlight, Exception cause) {
        if (cause instanceof AttemptTimeoutException timeout) {
            return timeout;
        }
        AttemptTimeoutException timeout = inFlight.timeout();
        timeout.initCause(cause);
        return timeout;
    }
}
