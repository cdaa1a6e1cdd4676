package io.webhookcourier.config;

import static io.webhookcourier.config.InvalidValueException.unless;

import io.webhookcourier.text.IpLiteral;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of settings with one value; those of lists are in {@link ListTypes}. Bounds are included. */
final class Types {

    private static final int HIGHEST_PORT = 65_535;
    private static final int KB = 1024;
    private static final int MB = KB * KB;
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,15}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KB|MB)?");
    private static final Pattern NEGATIVE = Pattern.compile("-\\d+(ms|s|m|h|d)?");
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final String OFF = "off";

    private Types() {}

    static ValueType<Integer> wholeNumber(int least, int most) {
        return wholeNumber("a whole number from " + least + " to " + most, least, most);
    }

    /** A TCP port to listen on. */
    static ValueType<Integer> port() {
        return wholeNumber("a port from 0 (any free one) to " + HIGHEST_PORT, 0, HIGHEST_PORT);
    }

    private static ValueType<Integer> wholeNumber(String accepted, long least, long most) {
        return ValueType.of(accepted, text -> {
            unless(WHOLE.matcher(text).matches(), "not a whole number");
            return within(Long.valueOf(text), least, most, String::valueOf).intValue();
        });
    }

    /** Written without exponent. */
    static ValueType<Double> number(double least, double most) {
        String accepted = "a number from " + decimal(least) + " to " + decimal(most);
        return ValueType.of(accepted, text -> {
                    unless(DECIMAL.matcher(text).matches(), "not a number such as 2 or 1.5");
                    return within(Double.valueOf(text), least, most, Types::decimal);
                })
                .writtenBy(Types::decimal);
    }

    private static String decimal(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    static ValueType<Boolean> flag() {
        return ValueType.of("true or false", text -> {
            unless(text.equals("true") || text.equals("false"), "neither true nor false");
            return Boolean.valueOf(text);
        });
    }

    /** One of a few words, written exactly so. */
    static ValueType<String> choice(String... words) {
        List<String> choices = List.of(words);
        return ValueType.of("one of " + String.join(", ", choices), text -> {
                    unless(choices.contains(text), "not one of the choices");
                    return text;
                })
                .withChoices(choices);
    }

    /** Bytes; 1KB is 1024 bytes. */
    static ValueType<Integer> size(long least, long most) {
        String accepted = "a size from " + bytes(least) + " to " + bytes(most) + "; a bare number is bytes";
        return ValueType.of(accepted, text -> {
            Matcher form = SIZE.matcher(text);
            unless(form.matches(), "not a size such as 64KB, 1MB or a bare number of bytes");
            int unit = "MB".equals(form.group(2)) ? MB : "KB".equals(form.group(2)) ? KB : 1;
            return within(Long.parseLong(form.group(1)) * unit, least, most, Types::bytes)
                    .intValue();
        });
    }

    private static String bytes(long bytes) {
        if (bytes % MB == 0) {
            return bytes / MB + "MB";
        }
        return bytes % KB == 0 ? bytes / KB + "KB" : bytes + "B";
    }

    static ValueType<Duration> duration(String shortest, String longest) {
        Duration least = DurationText.parse(shortest);
        Duration most = DurationText.parse(longest);
        String accepted = "a duration from " + DurationText.forPeople(least) + " to " + DurationText.forPeople(most);
        return ValueType.of(accepted, text -> within(DurationText.parse(text), least, most, DurationText::forPeople))
                .writtenBy(DurationText::forRoutes)
                .withFloor(text -> NEGATIVE.matcher(text).matches()
                                || DurationText.parse(text).compareTo(least) < 0
                        ? Optional.of(least)
                        : Optional.empty());
    }

    /** How long something is kept; empty means forever. */
    static ValueType<Optional<Duration>> durationOrOff(String shortest, String longest) {
        ValueType<Duration> duration = duration(shortest, longest);
        return ValueType.of(
                        duration.accepted() + ", or off to keep them forever",
                        text -> text.equals(OFF) ? Optional.<Duration>empty() : Optional.of(duration.read(text)))
                .writtenBy(value -> value.map(duration::write).orElse(OFF));
    }

    /** @param problem what is said of a text that does not match */
    static ValueType<String> text(String form, String problem, String accepted) {
        Pattern pattern = Pattern.compile(form);
        return ValueType.of(accepted, text -> {
            unless(pattern.matcher(text).matches(), problem);
            return text;
        });
    }

    /** As {@link #text}, wrapped at once, so that nothing prints it by accident. */
    static ValueType<Secret> secret(String form, String problem, String accepted) {
        ValueType<String> plain = text(form, problem, accepted);
        return ValueType.of(accepted, text -> Secret.of(plain.read(text)));
    }

    static ValueType<Secret> password() {
        return secret("\\P{Cntrl}{1,1000}", "holds a control character or is too long", "up to 1000 characters");
    }

    /** An address or a name to listen on. */
    static ValueType<String> bindHost() {
        return ValueType.of("an IPv4 or IPv6 address or a host name", text -> {
            boolean name = HOST_NAME.matcher(text).matches()
                    && !DIGITS_AND_DOTS.matcher(text).matches();
            unless(name || IpLiteral.isV4(text) || IpLiteral.isV6(text), "neither an address nor a host name");
            return text;
        });
    }

    /** Relative to the working folder, as {@link #readableFile}. */
    static ValueType<Path> folder() {
        return ValueType.of("a folder, made when it is missing", text -> {
            Path path = path(text);
            unless(!Files.exists(path) || Files.isDirectory(path), "a file is in its place");
            return path;
        });
    }

    static ValueType<Path> readableFile() {
        return ValueType.of("a file that exists and can be read", text -> {
            Path path = path(text);
            unless(Files.isRegularFile(path), "no such file");
            unless(Files.isReadable(path), "not readable by this user");
            return path;
        });
    }

    /** @throws InvalidValueException when the text cannot be a path here */
    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            // Java reads and writes paths in the locale's encoding, which under LANG=C is ASCII.
            throw new InvalidValueException(
                    text.indexOf('\0') >= 0
                            ? "not a path"
                            : "has characters that the locale's encoding, " + System.getProperty("sun.jnu.encoding")
                                    + ", does not have (a UTF-8 locale has them, such as LC_ALL=C.UTF-8)");
        }
    }

    private static <N extends Comparable<N>> N within(N value, N least, N most, Function<N, String> shown) {
        if (value.compareTo(least) < 0) {
            throw new InvalidValueException("below " + shown.apply(least));
        }
        if (value.compareTo(most) > 0) {
            throw new InvalidValueException("above " + shown.apply(most));
        }
        return value;
    }
}
