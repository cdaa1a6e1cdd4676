package io.webhookcourier.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns away what a stranger's page makes a browser ask: by a name that was rebound to this address (Host), or across
 * sites (Origin, Sec-Fetch-Site). Programs that are no browsers send neither and are not affected.
 */
final class OriginCheck {

    private final List<String> names;

    /** @param names under which this host is reached, beside its addresses and localhost */
    OriginCheck(Stream<String> names) {
        this.names = names.map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /** Why the request is refused, or empty when it is not. */
    Optional<WebResponse> refusal(WebRequest request, boolean pagesOfOthersMayLink) {
        Optional<Authority> here = Authority.parse(request.authority());
        if (here.isEmpty()) {
            return Optional.of(WebResponse.text(400, "The request names no host: send a Host header."));
        }
        if (!here.get().isAddressOrLocalhost() && !names.contains(here.get().host())) {
            return Optional.of(WebResponse.text(
                    421,
                    "This service does not go by the name " + here.get().host()
                            + ". Ask by its address or as localhost, or name it in courier.http.allowed-hosts."));
        }
        return isFromElsewhere(request, here.get(), pagesOfOthersMayLink)
                ? Optional.of(WebResponse.text(403, "Requests from pages of other sites are not answered."))
                : Optional.empty();
    }

    private static boolean isFromElsewhere(WebRequest request, Authority here, boolean pagesOfOthersMayLink) {
        String site = request.headerValue("Sec-Fetch-Site");
        boolean followsLink = pagesOfOthersMayLink
                && request.method().equals("GET")
                && "navigate".equals(request.headerValue("Sec-Fetch-Mode"));
        if (site != null && !site.equals("same-origin") && !site.equals("none") && !followsLink) {
            return true;
        }
        String origin = request.headerValue("Origin");
        return origin != null
                && !followsLink
                && !Authority.ofOrigin(origin).filter(here::equals).isPresent();
    }
}
