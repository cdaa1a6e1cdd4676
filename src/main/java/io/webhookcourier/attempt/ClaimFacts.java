package io.webhookcourier.attempt;

/**
 * What must hold when a claimed row is sent, checked again.
 *
 * @param deliveredBefore whether its dedupe key was delivered
 * @param paused whether everything, or its workspace, is paused
 * @param owned whether the row is still this claim's
 */
public record ClaimFacts(boolean deliveredBefore, boolean paused, boolean owned) {}
