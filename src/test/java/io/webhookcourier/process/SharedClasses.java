package io.webhookcourier.process;

import io.webhookcourier.support.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An archive of the classes that the packaged jar loads (class data sharing), written once by a first start of it. Every
 * further start takes a quarter less of the processor, and there are hundreds.
 */
final class SharedClasses {

    private static final long LIMIT_SECONDS = 120;

    private SharedClasses() {}

    /** Flags that use the archive; none when this JVM cannot write one. */
    static List<String> options() {
        return Holder.OPTIONS;
    }

    private static List<String> write() {
        WorkingFolder folder = WorkingFolder.create();
        Path archive = folder.path().resolve("classes.jsa");
        try (TestDatabase database = TestDatabase.create()) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(CourierProcess.JVM_OPTIONS);
            command.add("-XX:ArchiveClassesAtExit=" + archive);
            command.addAll(List.of("-jar", CourierProcess.JAR.toString(), "doctor"));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.path().toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().keySet().removeIf(CourierProcess::isSetting);
            builder.environment().put("DATABASE_URL", database.jdbcUrl() + "?user=" + database.username());
            Process process = builder.start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        archive.toFile().deleteOnExit();
        return Files.isReadable(archive)
                ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                : List.of();
    }

    private static final class Holder {
        static final List<String> OPTIONS = write();
    }
}
