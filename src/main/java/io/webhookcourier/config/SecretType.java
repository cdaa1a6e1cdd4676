package io.webhookcourier.config;

/** A text that is wrapped at once, so that nothing prints it by accident. */
record SecretType(TextType text) implements ValueType<Secret> {

    @Override
    public Secret read(String given) {
        return Secret.of(text.read(given));
    }

    @Override
    public String accepted() {
        return text.accepted();
    }
}
