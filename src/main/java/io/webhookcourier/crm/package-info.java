/**
 * The provider CRM: the checks of the contract's section 5 in their order, one step of a route each, so that a route
 * reads like the contract; and the envelope that is sent.
 */
package io.webhookcourier.crm;
