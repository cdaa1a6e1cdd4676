/**
 * What a text that others wrote comes to: where it begins and ends, and how it is shown on one line. Pure functions that
 * every other package may use.
 */
package io.webhookcourier.text;
