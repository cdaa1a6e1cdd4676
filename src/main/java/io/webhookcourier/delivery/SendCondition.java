package io.webhookcourier.delivery;

/**
 * What a signed request was made of and what may change before it leaves. Used by the thread that sends, also when the
 * same request is sent again.
 */
public interface SendCondition {

    /** Of a request that was made of nothing that changes. */
    SendCondition NONE = new SendCondition() {
        @Override
        public void renew() {}

        @Override
        public void require() {}
    };

    /**
     * Asks again where the last answer is too old.
     *
     * @throws HandBackException when the answer is another one now, or there is none
     */
    void renew();

    /** @throws HandBackException when the last answer is too old; never asks */
    void require();
}
