/**
 * The pure rules of a delivery: what an attempt's end means, and when the next one is due. Knows neither Camel nor
 * JDBC nor the HTTP client, and reads no clock and no randomness that was not handed in.
 */
package io.webhookcourier.delivery;
