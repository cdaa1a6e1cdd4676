/** What leaves the process: the bytes of a request's body, their limit, their signature, and the headers beside them. */
package io.webhookcourier.signing;
