package io.webhookcourier.config;

/** A TCP port to listen on. */
record PortType(IntegerType number) implements ValueType<Integer> {

    private static final int HIGHEST = 65_535;

    PortType() {
        this(new IntegerType(0, HIGHEST));
    }

    @Override
    public Integer read(String text) {
        return number.read(text);
    }

    @Override
    public String accepted() {
        return "a port from 0 (any free one) to " + HIGHEST;
    }
}
