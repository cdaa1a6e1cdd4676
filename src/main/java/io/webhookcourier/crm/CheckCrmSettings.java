package io.webhookcourier.crm;

import io.webhookcourier.delivery.SkipDeliveryException;
import io.webhookcourier.signing.SignRequest;
import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Check 3: the workspace wants this event, and has all that is needed to send it. Takes the exchange property
 * {@link CrmSettings#PROPERTY}; sets {@link SignRequest#DESTINATION_PROPERTY} and {@link SignRequest#KEY_PROPERTY}.
 */
public final class CheckCrmSettings implements Processor {

    private final Function<String, CrmUrl> endpoint;

    /**
     * @param endpoint reads the configured URL
     */
    public CheckCrmSettings(Function<String, CrmUrl> endpoint) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    }

    /**
     * @throws SkipDeliveryException the first that holds of {@code disabled}, {@code missing_url},
     *     {@code missing_secret} and {@code event_not_enabled}
     */
    @Override
    public void process(Exchange exchange) {
        CrmSettings settings = exchange.getProperty(CrmSettings.PROPERTY, CrmSettings.class);
        if (settings == null) {
            throw new IllegalStateException("the route has not found the CRM settings: the exchange property "
                    + CrmSettings.PROPERTY + " is absent; let FindCrmSettings come first");
        }
        CrmUrl url = settings.url() == null ? CrmUrl.NONE : endpoint.apply(settings.url());
        String reason = settings.reasonToSkip(CrmDelivery.of(exchange).getEventType(), url);
        if (reason != null) {
            throw new SkipDeliveryException(reason);
        }
        exchange.setProperty(SignRequest.DESTINATION_PROPERTY, url.sent());
        exchange.setProperty(SignRequest.KEY_PROPERTY, settings.signingKey());
    }
}
