/**
 * The service's own HTTP port: who may ask (Host, Origin, token), how much, and how answers are sent. The API and the
 * console are behind it; Hawtio on the management port asks the same checks.
 */
package io.webhookcourier.web;
