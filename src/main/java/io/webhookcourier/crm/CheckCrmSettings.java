package io.webhookcourier.crm;

import io.webhookcourier.delivery.SkipDeliveryException;
import io.webhookcourier.signing.SignRequest;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Check 3: the workspace wants this event, and has all that is needed to send it. Takes the exchange property
 * {@link CrmSettings#PROPERTY}; sets the header {@value Exchange#HTTP_URI} and the property
 * {@link SignRequest#KEY_PROPERTY}.
 */
public final class CheckCrmSettings implements Processor {

    private final Predicate<String> acceptableUrl;

    /** @param acceptableUrl whether a URL parses, has an accepted scheme and carries no credentials */
    public CheckCrmSettings(Predicate<String> acceptableUrl) {
        this.acceptableUrl = Objects.requireNonNull(acceptableUrl, "acceptableUrl");
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
        String reason = reasonToSkip(settings, CrmDelivery.of(exchange).getEventType());
        if (reason != null) {
            throw new SkipDeliveryException(reason);
        }
        exchange.getMessage().setHeader(Exchange.HTTP_URI, settings.url());
        exchange.setProperty(SignRequest.KEY_PROPERTY, settings.signingKey());
    }

    private String reasonToSkip(CrmSettings settings, String eventType) {
        if (!settings.enabled()) {
            return "disabled";
        }
        if (settings.url() == null || !acceptableUrl.test(settings.url())) {
            return "missing_url";
        }
        if (settings.signingKey() == null) {
            return "missing_secret";
        }
        return settings.events().contains(eventType) ? null : "event_not_enabled";
    }
}
