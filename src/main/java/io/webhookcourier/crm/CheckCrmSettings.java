package io.webhookcourier.crm;

import io.webhookcourier.delivery.SkipDeliveryException;
import io.webhookcourier.signing.SignRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Check 3: the workspace wants this event, and has all that is needed to send it. Takes the exchange property
 * {@link CrmSettings#PROPERTY}; sets the header {@value Exchange#HTTP_URI} and the property
 * {@link SignRequest#KEY_PROPERTY}.
 */
public final class CheckCrmSettings implements Processor {

    private final Function<String, Optional<String>> endpoint;

    /**
     * @param endpoint the URL to send to, in a spelling in which Camel finds no placeholder to resolve; empty when the
     *     configured one does not parse, has no accepted scheme or carries credentials
     */
    public CheckCrmSettings(Function<String, Optional<String>> endpoint) {
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
        if (!settings.enabled()) {
            throw new SkipDeliveryException("disabled");
        }
        String url = Optional.ofNullable(settings.url())
                .flatMap(endpoint)
                .orElseThrow(() -> new SkipDeliveryException("missing_url"));
        if (settings.signingKey() == null) {
            throw new SkipDeliveryException("missing_secret");
        }
        if (!settings.events().contains(CrmDelivery.of(exchange).getEventType())) {
            throw new SkipDeliveryException("event_not_enabled");
        }
        exchange.getMessage().setHeader(Exchange.HTTP_URI, url);
        exchange.setProperty(SignRequest.KEY_PROPERTY, settings.signingKey());
    }
}
