/**
 * What this process knows of itself without any setting: its version, its machine, its arguments and its environment. Every
 * other package may use it.
 */
package io.webhookcourier.runtime;
