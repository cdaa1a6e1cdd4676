package io.webhookcourier.database;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.text.OneLine;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the embedded PostgreSQL lives: {@code data} (its cluster), {@code server} (its programs, unpacked),
 * {@code password} (of its superuser, for this user's eyes only), {@code server.log} and {@code lock}. Held by one
 * process at a time.
 */
final class EmbeddedDirectory implements AutoCloseable {

    static final String KEY = "courier.database.embedded.directory";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDirectory.class);
    private static final String COMPLETE = "courier-complete";

    private final Path directory;
    private final FileChannel lock;

    private EmbeddedDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Creates the directory where it is missing, and takes it for this process.
     *
     * @throws ConfigurationException when it cannot be used, or when another process uses it
     */
    static EmbeddedDirectory take(Path configured, ServerUser user) {
        Path directory = configured.toAbsolutePath().normalize();
        try {
            createPrivate(directory);
            EmbeddedDirectory taken = new EmbeddedDirectory(directory, lock(directory));
            taken.prepare(user);
            return taken;
        } catch (IOException e) {
            throw new ConfigurationException(
                    KEY + ": " + directory + " cannot be used: " + e.getClass().getSimpleName() + " " + OneLine.of(e),
                    e);
        }
    }

    Path data() {
        return directory.resolve("data");
    }

    Path server() {
        return directory.resolve("server");
    }

    Path log() {
        return directory.resolve("server.log");
    }

    Path passwordFile() {
        return directory.resolve("password");
    }

    /** The superuser's password, made up at first use. */
    String password() throws IOException {
        if (Files.notExists(passwordFile())) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(passwordFile(), permissions("rw-------"));
            Files.writeString(passwordFile(), Base64.getUrlEncoder().encodeToString(random));
        }
        return Files.readString(passwordFile()).strip();
    }

    /** A first start that was killed leaves half a cluster that will never start. Only when no server runs on it. */
    void setAsideIncompleteCluster() throws IOException {
        if (Files.exists(data()) && Files.notExists(data().resolve(COMPLETE))) {
            Path aside = directory.resolve("incomplete-" + Instant.now().toEpochMilli());
            Files.move(data(), aside);
            LOG.warn("The embedded PostgreSQL's first start was interrupted; its files are now in {}", aside);
        }
    }

    /** Says that the cluster has been made to its end: from here on it is never set aside. */
    void markComplete() throws IOException {
        if (Files.notExists(data().resolve(COMPLETE))) {
            Files.createFile(data().resolve(COMPLETE));
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            LOG.debug("{} is held by this process", directory, heldByThisProcess);
        }
        channel.close();
        throw new ConfigurationException(KEY + ": another process uses " + directory
                + ": stop it, or give each service a directory of its own, or let them share a database with"
                + " courier.database.url");
    }

    private void prepare(ServerUser user) throws IOException {
        try {
            checkAccess(user);
            makePrivate(directory);
            createPrivate(server());
            Files.deleteIfExists(log());
        } catch (IOException | ConfigurationException e) {
            close();
            throw e;
        }
    }

    private void checkAccess(ServerUser user) throws IOException {
        for (Path path : new Path[] {directory, data()}) {
            if (Files.exists(path) && !user.mayWrite(path)) {
                throw new ConfigurationException(KEY + ": the embedded PostgreSQL may not write to " + path
                        + ", which belongs to user "
                        + Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName()
                        + " (this process runs as " + System.getProperty("user.name")
                        + "): start as the directory's owner, or name another directory");
            }
        }
    }

    /** One that was there before is for its owner's eyes, too; another owner's must not be open to everybody's changes. */
    private static void makePrivate(Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> given = view.readAttributes().permissions();
        try {
            view.setPermissions(PosixFilePermissions.fromString("rwx------"));
        } catch (IOException belongsToAnother) {
            if (given.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new ConfigurationException(
                        KEY + ": every user of this machine may write to " + path
                                + "; remove that permission (chmod o-w), or name another directory",
                        belongsToAnother);
            }
        }
    }

    private static void createPrivate(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            if (path.getParent() != null) {
                Files.createDirectories(path.getParent());
            }
            Files.createDirectory(path, permissions("rwx------"));
        }
    }

    private static FileAttribute<?>[] permissions(String posix) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))}
                : new FileAttribute<?>[0];
    }
}
