/**
 * What happens in the field who run such a service. Each case is a small test that is named for what happened, and cites the
 * public report that it comes from where there is one. {@code docs/reliability.md} lists them.
 */
package io.webhookcourier.field;
