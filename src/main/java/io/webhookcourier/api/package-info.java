/**
 * The queue as JSON under {@code /api/v1}: what {@code inspection} finds, and what {@code operations} do. Described by
 * {@code openapi.yaml}, which a test holds true.
 */
package io.webhookcourier.api;
