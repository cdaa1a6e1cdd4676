package io.webhookcourier.service;

/** Something that runs between its start and its stop. What runs already when it is made has only a stop. */
@FunctionalInterface
interface Part {

    /** An action of a start, which may fail. */
    @FunctionalInterface
    interface Start {
        void run() throws Exception;
    }

    /**
     * Returns when the part does its work.
     *
     * @throws Exception when it cannot; {@link #stop} is called all the same
     */
    default void start() throws Exception {}

    /** Ends it, within the time that is left where that can be; called once, on the thread that started it. */
    void stop(StopTime time);

    static Part of(Start start, Runnable stop) {
        return new Part() {
            @Override
            public void start() throws Exception {
                start.run();
            }

            @Override
            public void stop(StopTime time) {
                stop.run();
            }
        };
    }
}
