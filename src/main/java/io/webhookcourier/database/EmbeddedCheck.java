package io.webhookcourier.database;

import io.webhookcourier.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What keeps the embedded PostgreSQL from starting, found before it is tried: the server would only write it into its own
 * log, and the wait would time out.
 */
final class EmbeddedCheck {

    /** Major version of the embedded PostgreSQL; it reads no other's files. */
    static final String VERSION = "18";

    private static final long MEGABYTE = 1L << 20;

    /** The unpacked programs and a new cluster. */
    private static final long FIRST_START = 250 * MEGABYTE;

    /** Two segments of the write-ahead log. */
    private static final long LATER_START = 32 * MEGABYTE;

    private EmbeddedCheck() {}

    /** @throws ConfigurationException when it cannot start; the message names the directory and the way out */
    static void check(EmbeddedDirectory directory) throws IOException {
        check(
                directory.data(),
                directory.passwordFile(),
                Files.getFileStore(directory.data().getParent()).getUsableSpace());
    }

    /** @param usable bytes that are free on the disk */
    static void check(Path data, Path passwordFile, long usable) throws IOException {
        boolean exists = Files.exists(data.resolve("PG_VERSION"));
        if (exists) {
            checkVersion(data);
            checkPassword(data, passwordFile);
        }
        long needed = exists ? LATER_START : FIRST_START;
        if (usable < needed) {
            throw new ConfigurationException(EmbeddedDirectory.KEY + ": the disk of " + data.getParent() + " has "
                    + usable / MEGABYTE + " MB left, and the embedded PostgreSQL needs " + needed / MEGABYTE
                    + " MB to start: free some space, or name a directory on another disk");
        }
    }

    private static void checkVersion(Path data) throws IOException {
        String version = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!version.equals(VERSION)) {
            throw new ConfigurationException(EmbeddedDirectory.KEY + ": the files in " + data + " belong to PostgreSQL "
                    + version + ", and this version of the service embeds PostgreSQL " + VERSION
                    + ": move them with pg_upgrade or with a dump by the earlier version of the service, or name an"
                    + " empty directory");
        }
    }

    private static void checkPassword(Path data, Path passwordFile) throws IOException {
        if (Files.notExists(passwordFile) || Files.readString(passwordFile).isBlank()) {
            throw new ConfigurationException(EmbeddedDirectory.KEY + ": " + passwordFile
                    + " is missing or empty, and PostgreSQL in " + data
                    + " asks for its password: restore the file from a backup, or set a new password as"
                    + " docs/operations.md describes (\"A lost password file\")");
        }
    }
}
