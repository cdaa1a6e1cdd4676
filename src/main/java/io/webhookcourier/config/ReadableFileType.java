package io.webhookcourier.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that exists and can be read when the service starts; relative to the working folder. */
record ReadableFileType() implements ValueType<Path> {

    @Override
    public Path read(String text) {
        Path path = DirectoryType.path(text);
        if (!Files.isRegularFile(path)) {
            throw new InvalidValueException("no such file");
        }
        if (!Files.isReadable(path)) {
            throw new InvalidValueException("not readable by this user");
        }
        return path;
    }

    @Override
    public String accepted() {
        return "a file that exists and can be read";
    }
}
