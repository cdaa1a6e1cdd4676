package io.webhookcourier.web;

import java.util.Optional;

/** Decides on a request from its head alone, before any of its body is read. Must not block. */
@FunctionalInterface
public interface HeadCheck {

    /** Why the request is refused, or empty when it is not. Its body is empty here. */
    Optional<WebResponse> refusal(WebRequest head);
}
