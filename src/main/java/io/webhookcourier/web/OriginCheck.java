package io.webhookcourier.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Refuses what another site's page makes a browser send: under a name that was rebound to this address (Host), or across
 * sites (Origin, Sec-Fetch-Site). Programs that are not browsers send neither of the latter and are not affected.
 */
public final class OriginCheck {

    /** Which names a request may be addressed to. */
    @FunctionalInterface
    private interface HostRule {

        /** @param here empty when the request names no host */
        Optional<WebResponse> refusal(Optional<Authority> here);
    }

    private final HostRule hosts;

    private OriginCheck(HostRule hosts) {
        this.hosts = hosts;
    }

    /**
     * Accepts addresses and localhost, which cannot be rebound, and the names that are given.
     *
     * @param names under which this host is reached
     */
    public static OriginCheck forNames(Stream<String> names) {
        List<String> known = names.map(name -> name.toLowerCase(Locale.ROOT)).toList();
        return new OriginCheck(here -> refusalUnlessKnown(here, known));
    }

    /** Accepts the loopback's own names: for what everyone on this machine may use, and no one else. */
    public static OriginCheck forLoopback() {
        return new OriginCheck(here -> here.filter(Authority::isLoopback).isPresent()
                ? Optional.empty()
                : Optional.of(WebResponse.text(
                        403,
                        "Without courier.http.token only the names 127.0.0.1, [::1] and localhost are allowed, not "
                                + here.map(Authority::host).orElse("this name") + ".")));
    }

    /** Accepts every name: for what asks for a token, which a browser does not send to a rebound name on its own. */
    public static OriginCheck forAnyName() {
        return new OriginCheck(here -> Optional.empty());
    }

    /**
     * Why the request is refused, or empty when it is not.
     *
     * @param pagesOfOthersMayLink whether a link on another site's page may lead here
     */
    public Optional<WebResponse> refusal(WebRequest request, boolean pagesOfOthersMayLink) {
        Optional<Authority> here = Authority.parse(request.authority());
        return hosts.refusal(here)
                .or(() -> isFromElsewhere(request, here, pagesOfOthersMayLink)
                        ? Optional.of(WebResponse.text(403, "Requests from other sites' pages are not allowed."))
                        : Optional.empty());
    }

    private static Optional<WebResponse> refusalUnlessKnown(Optional<Authority> here, List<String> names) {
        if (here.isEmpty()) {
            return Optional.of(WebResponse.text(400, "The request names no host: send a Host header."));
        }
        String host = here.get().host();
        return here.get().isAddressOrLocalhost() || names.contains(host)
                ? Optional.empty()
                : Optional.of(
                        WebResponse.text(
                                421,
                                "Host \"" + host
                                        + "\" is not allowed. Use an IP address or localhost, or add it to courier.http.allowed-hosts."));
    }

    private static boolean isFromElsewhere(WebRequest request, Optional<Authority> here, boolean pagesOfOthersMayLink) {
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
                && (here.isEmpty() || !Authority.ofOrigin(origin).equals(here));
    }
}
