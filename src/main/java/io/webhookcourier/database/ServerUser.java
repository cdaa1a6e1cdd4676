package io.webhookcourier.database;

import com.sun.security.auth.module.UnixSystem;
import io.webhookcourier.config.ConfigurationException;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The user that the embedded PostgreSQL runs as. PostgreSQL refuses to run as root, so there it is started through
 * {@code unshare -U}: in a user namespace of its own it owns root's files, but has none of root's privileges.
 */
final class ServerUser {

    private final boolean root;

    private ServerUser(boolean root) {
        this.root = root;
    }

    /** @throws ConfigurationException when this process runs as root and may not make a user namespace */
    static ServerUser ofThisProcess() {
        boolean root = File.separatorChar == '/' && new UnixSystem().getUid() == 0;
        if (root && !LinuxUtils.isUnshareAvailable()) {
            throw new ConfigurationException("the embedded PostgreSQL cannot run as root here, because the command"
                    + " 'unshare -U' is missing or not permitted: start as an ordinary user, or set"
                    + " courier.database.url");
        }
        return new ServerUser(root);
    }

    /** @return whether the server may create files in the directory */
    boolean mayWrite(Path directory) throws IOException {
        return root ? namespaceMayWrite(directory) : Files.isWritable(directory) && Files.isExecutable(directory);
    }

    /** Root itself may write everywhere; the server in its namespace may not. */
    private static boolean namespaceMayWrite(Path directory) throws IOException {
        String path = directory.toString();
        Process test = new ProcessBuilder("unshare", "-U", "test", "-w", path, "-a", "-x", path)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return test.waitFor(10, TimeUnit.SECONDS) && test.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while checking " + path, e);
        }
    }
}
