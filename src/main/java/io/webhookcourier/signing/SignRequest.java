package io.webhookcourier.signing;

import io.webhookcourier.delivery.DeliveryAttempt;
import io.webhookcourier.delivery.SendCondition;
import io.webhookcourier.delivery.SignedRequest;
import io.webhookcourier.delivery.TerminalFailureException;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Signs the message's body and sets the headers that a receiver sees (contract, section 5), and where to. From here on
 * the body is the very byte array that was signed, and the header {@link SignedRequest#HEADER} holds it, so that nothing
 * else can be sent. Each call signs again, with the time of the call.
 *
 * <p>Needs the exchange properties {@link DeliveryAttempt#PROPERTY} and {@link #KEY_PROPERTY}. Takes the event type
 * from {@link #EVENT_TYPE_PROPERTY}, or from the row where a provider sets none, and the destination from
 * {@link #DESTINATION_PROPERTY} where the route sets no header {@value Exchange#HTTP_URI}.
 */
public final class SignRequest implements Processor {

    /** The exchange property that holds the receiver's {@link SigningKey}, or its secret as text. */
    public static final String KEY_PROPERTY = "courierSigningKey";

    /**
     * The exchange property that holds the receiver's URL. A property and not the header {@value Exchange#HTTP_URI},
     * because that one would lead every HTTP step before the POST to the receiver.
     */
    public static final String DESTINATION_PROPERTY = "courierDestination";

    /** The exchange property that holds the {@link SendCondition} of the request; absent for none. */
    public static final String CONDITION_PROPERTY = "courierSendCondition";

    /** The exchange property that holds the checked event type. */
    public static final String EVENT_TYPE_PROPERTY = "courierEventType";

    private final SignedHeaders headers;
    private final InstantSource databaseTime;

    /**
     * @param headerPrefix what the names of the signature's headers begin with, {@code x-zrg-} for instance
     * @param userAgent names the service to receivers
     * @param databaseTime the database's clock: a receiver judges the timestamp, and no worker's clock may spoil it
     */
    public SignRequest(String headerPrefix, String userAgent, InstantSource databaseTime) {
        this.headers = new SignedHeaders(headerPrefix, userAgent);
        this.databaseTime = Objects.requireNonNull(databaseTime, "databaseTime");
    }

    /** @throws TerminalFailureException when the id or the event type cannot be put into a header */
    @Override
    public void process(Exchange exchange) {
        DeliveryAttempt attempt = property(exchange, DeliveryAttempt.PROPERTY, DeliveryAttempt.class);
        SigningKey key = key(exchange);
        String eventType = exchange.getProperty(EVENT_TYPE_PROPERTY, String.class);
        byte[] body = RequestBody.of(exchange);

        Message message = exchange.getMessage();
        headers.write(
                key,
                databaseTime.instant(),
                body,
                attempt.event().id(),
                eventType == null ? attempt.event().eventType() : eventType,
                message::setHeader);
        if (message.getHeader(Exchange.HTTP_URI) == null) {
            address(message, exchange.getProperty(DESTINATION_PROPERTY));
        }
        message.setHeader(SignedRequest.HEADER, new SignedRequest(attempt, body, condition(exchange)));
    }

    private static SendCondition condition(Exchange exchange) {
        return exchange.getProperty(CONDITION_PROPERTY) instanceof SendCondition condition
                ? condition
                : SendCondition.NONE;
    }

    private static void address(Message message, Object destination) {
        if (destination != null) {
            message.setHeader(Exchange.HTTP_URI, destination);
            message.removeHeader(Exchange.HTTP_PATH);
            message.removeHeader(Exchange.HTTP_QUERY);
            message.removeHeader(Exchange.HTTP_RAW_QUERY);
        }
    }

    private static SigningKey key(Exchange exchange) {
        return exchange.getProperty(KEY_PROPERTY) instanceof String secret && !secret.isEmpty()
                ? SigningKey.of(secret)
                : property(exchange, KEY_PROPERTY, SigningKey.class);
    }

    private static <T> T property(Exchange exchange, String name, Class<T> type) {
        T value = exchange.getProperty(name, type);
        if (value == null) {
            throw new IllegalStateException("the route signs without the exchange property " + name + ", which holds a "
                    + type.getSimpleName());
        }
        return value;
    }
}
