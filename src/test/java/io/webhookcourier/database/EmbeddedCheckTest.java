package io.webhookcourier.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookcourier.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An embedded PostgreSQL that cannot start says why at once, with the way out, instead of being waited for. */
class EmbeddedCheckTest {

    private static final long PLENTY = 1L << 40;

    @TempDir
    private Path folder;

    private Path data;
    private Path password;

    @BeforeEach
    void cluster() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        password = folder.resolve("password");
        Files.writeString(data.resolve("PG_VERSION"), EmbeddedCheck.VERSION + "\n");
        Files.writeString(data.resolve("courier-complete"), "");
        Files.writeString(password, "secret");
    }

    @Test
    void nothingIsWrongWithItsOwnFiles() {
        assertThatCode(() -> EmbeddedCheck.check(data, password, PLENTY)).doesNotThrowAnyException();
    }

    @Test
    void filesOfAnotherMajorVersionAreRefusedAtOnce() throws IOException {
        Files.writeString(data.resolve("PG_VERSION"), "16\n");

        assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "courier.database.embedded.directory: the files in " + data + " belong to PostgreSQL 16, and")
                .hasMessageContaining("pg_upgrade");
    }

    @Test
    void aLostPasswordFileIsNamedAndNotReplaced() throws IOException {
        Files.delete(password);

        assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("courier.database.embedded.directory: " + password + " is missing or empty")
                .hasMessageContaining("docs/operations.md");
        assertThat(password).doesNotExist();
    }

    @Test
    void aFullDiskIsNamedWithWhatIsNeeded() throws IOException {
        assertThatThrownBy(() -> EmbeddedCheck.check(data, password, 3 << 20))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the disk of " + folder + " has 3 MB left")
                .hasMessageContaining("needs 32 MB to start: free some space");
        Files.delete(data.resolve("PG_VERSION"));
        assertThatThrownBy(() -> EmbeddedCheck.check(data, password, 100 << 20))
                .as("a first start")
                .hasMessageContaining("needs 250 MB");
    }
}
