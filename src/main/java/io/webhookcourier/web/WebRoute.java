package io.webhookcourier.web;

/**
 * A method and a path that the service answers. What it answers is looked up in an enum of these: constants that a start
 * can put on the router without loading what answers them.
 */
public interface WebRoute {

    /** {@code GET}, which includes HEAD, or {@code POST}. */
    String method();

    /** As Vert.x's router reads it, such as {@code /events/:id}. */
    String path();

    /** Whether requests with this method are meant. */
    default boolean accepts(String requestMethod) {
        return method().equals(requestMethod) || method().equals("GET") && requestMethod.equals("HEAD");
    }
}
