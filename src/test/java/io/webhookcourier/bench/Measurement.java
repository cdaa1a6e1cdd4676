package io.webhookcourier.bench;

/** One of the things that can be measured; every one has a database of its own. */
@FunctionalInterface
interface Measurement {

    Figures measure(Bench bench, Sizes sizes) throws Exception;
}
