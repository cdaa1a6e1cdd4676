package io.webhookcourier.operations;

/**
 * How events are requeued.
 *
 * @param force also what was delivered; its receiver gets it a second time, with the same delivery id
 * @param keepAttempts true: attempts stay counted, so that an event without any left gets one more and no retry; false:
 *     counting begins again
 */
public record ReplayOptions(boolean force, boolean keepAttempts) {

    /** Not what was delivered; all attempts again. */
    public static final ReplayOptions DEFAULT = new ReplayOptions(false, false);
}
