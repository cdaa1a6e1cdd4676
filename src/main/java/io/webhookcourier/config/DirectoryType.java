package io.webhookcourier.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A folder that is there or can be made; relative to the working folder. */
record DirectoryType() implements ValueType<Path> {

    @Override
    public Path read(String text) {
        Path path = path(text);
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new InvalidValueException("a file is in its place");
        }
        return path;
    }

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

    @Override
    public String accepted() {
        return "a folder, made when it is missing";
    }
}
