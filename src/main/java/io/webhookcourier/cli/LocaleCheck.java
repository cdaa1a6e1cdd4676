package io.webhookcourier.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Java reads and writes paths in the locale's encoding, and does not start its parts where that lacks a character. */
final class LocaleCheck {

    private LocaleCheck() {}

    /**
     * @param workingFolder as Java has decoded it
     * @param encoding of paths, by the locale
     * @return one line that says what to do
     */
    static Optional<String> problem(String workingFolder, String encoding) {
        try {
            Path.of(workingFolder);
            return Optional.empty();
        } catch (InvalidPathException notInTheLocale) {
            return Optional.of("the path of the working folder has characters that the locale's encoding, " + encoding
                    + ", does not have; accepted: a UTF-8 locale, such as LC_ALL=C.UTF-8, or a folder whose path is"
                    + " ASCII");
        }
    }
}
