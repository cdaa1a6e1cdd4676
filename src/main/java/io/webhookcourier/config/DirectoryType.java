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
            throw new InvalidValueException("not a path");
        }
    }

    @Override
    public String accepted() {
        return "a folder, made when it is missing";
    }
}
