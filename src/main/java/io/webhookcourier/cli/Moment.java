package io.webhookcourier.cli;

import io.webhookcourier.operations.PastMoment;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment of an option. What is relative counts from the moment that the command was given. */
record Moment(Instant instant) {

    static final String FORMS = PastMoment.FORMS;

    static Instant orNull(Moment moment) {
        return moment == null ? null : moment.instant();
    }

    static Moment parse(String text, Instant now) {
        try {
            return new Moment(PastMoment.read(text, now));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<Moment> {

        @Override
        public Moment convert(String text) {
            return parse(text, Instant.now());
        }
    }
}
