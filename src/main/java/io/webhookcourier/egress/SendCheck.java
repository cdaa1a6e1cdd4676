package io.webhookcourier.egress;

import io.webhookcourier.delivery.Reason;
import io.webhookcourier.delivery.Reason.Kind;
import io.webhookcourier.delivery.TerminalFailureException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Last in HttpClient's chain before the request is written, with the connection made: asks whether this worker may still
 * send, whether the settings still hold that the request was made of, and that what is sent is what was signed.
 */
final class SendCheck implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        InFlight inFlight = InFlight.of(scope.clientContext);
        if (inFlight.attempt() != null) {
            inFlight.attempt().checkSend(inFlight.condition());
        }
        if (inFlight.isDelivery()) {
            sendOnly(inFlight.signedBody(), request);
        }
        return chain.proceed(request, scope);
    }

    private static void sendOnly(byte[] signed, ClassicHttpRequest request) throws IOException {
        HttpEntity entity = request.getEntity();
        if (entity == null || !hasBytes(entity, signed)) {
            throw new TerminalFailureException(
                    Reason.of(Kind.SIGNED_BODY_CHANGED, "the body was changed between the signing and the HTTP step"));
        }
        if (entity.getContentLength() != signed.length) {
            request.setEntity(new ByteArrayEntity(signed, ContentType.parseLenient(entity.getContentType())));
        }
    }

    /** A body that is a stream is read to its end here; the signed bytes then take its place. */
    private static boolean hasBytes(HttpEntity entity, byte[] signed) throws IOException {
        if (entity.getContentEncoding() != null) {
            return false;
        }
        try (InputStream content = entity.getContent()) {
            byte[] sent = content == null ? new byte[0] : content.readNBytes(signed.length + 1);
            return Arrays.equals(sent, signed);
        }
    }
}
