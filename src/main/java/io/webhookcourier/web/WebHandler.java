package io.webhookcourier.web;

/** Answers requests. May block; is called by several threads at once. */
@FunctionalInterface
public interface WebHandler {

    WebResponse handle(WebRequest request);
}
