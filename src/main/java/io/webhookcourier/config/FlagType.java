package io.webhookcourier.config;

/** Exactly {@code true} or {@code false}. */
record FlagType() implements ValueType<Boolean> {

    @Override
    public Boolean read(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidValueException("neither true nor false");
        };
    }

    @Override
    public String accepted() {
        return "true or false";
    }
}
