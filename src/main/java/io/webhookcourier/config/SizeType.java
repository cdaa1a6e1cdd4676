package io.webhookcourier.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes; 1KB is 1024 bytes. */
record SizeType(int least, int most) implements ValueType<Integer> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})(B|KB|MB)?");
    private static final int KB = 1024;
    private static final int MB = KB * KB;

    @Override
    public Integer read(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new InvalidValueException("not a size such as 64KB, 1MB or a bare number of bytes");
        }
        long bytes = Long.parseLong(form.group(1)) * unit(form.group(2));
        if (bytes < least) {
            throw new InvalidValueException("below " + forPeople(least));
        }
        if (bytes > most) {
            throw new InvalidValueException("above " + forPeople(most));
        }
        return (int) bytes;
    }

    private static int unit(String unit) {
        return switch (unit == null ? "B" : unit) {
            case "KB" -> KB;
            case "MB" -> MB;
            default -> 1;
        };
    }

    private static String forPeople(int bytes) {
        if (bytes % MB == 0) {
            return bytes / MB + "MB";
        }
        return bytes % KB == 0 ? bytes / KB + "KB" : bytes + "B";
    }

    @Override
    public String accepted() {
        return "a size from " + forPeople(least) + " to " + forPeople(most) + "; a bare number is bytes";
    }
}
