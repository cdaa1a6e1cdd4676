package io.webhookcourier.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each package says what it is for, and which tables it may write; its statements keep to that. */
class PackageInfoTest {

    private static final Path JAVA = Path.of("src/main/java/io/webhookcourier");
    private static final Path SQL = Path.of("src/main/resources/sql");

    /** Part of other statements. */
    private static final String PARTS = "workspace";

    private static final Pattern WRITES = Pattern.compile(
            "\\b(?:INSERT\\s+INTO|UPDATE|DELETE\\s+FROM)\\s+(courier\\.[a-z_]+|\"WebhookEvent\"|\"WorkspaceSettings\")");

    @Test
    void eachPackageSaysWhatItIsFor() throws IOException {
        try (Stream<Path> files = Files.walk(JAVA)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .map(Path::getParent)
                            .distinct())
                    .allSatisfy(folder ->
                            assertThat(folder.resolve("package-info.java")).isRegularFile());
        }
    }

    static Stream<String> foldersOfStatements() throws IOException {
        try (Stream<Path> folders = Files.list(SQL)) {
            return folders
                    .filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.equals(PARTS))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("foldersOfStatements")
    void statementsWriteOnlyWhatTheirPackageSays(String name) throws IOException {
        Path info = JAVA.resolve(name).resolve("package-info.java");
        assertThat(info).as("a package runs the statements of sql/" + name).isRegularFile();

        String said = Files.readString(info);
        assertThat(written(SQL.resolve(name)))
                .allSatisfy(table -> assertThat(said).contains(table));
    }

    private static Set<String> written(Path folder) throws IOException {
        List<Path> statements;
        try (Stream<Path> files = Files.list(folder)) {
            statements = files.toList();
        }
        Set<String> tables = new TreeSet<>();
        for (Path statement : statements) {
            tables.addAll(WRITES.matcher(Files.readString(statement))
                    .results()
                    .map(MatchResult::group)
                    .map(text -> text.replaceFirst(".*\\s", ""))
                    .collect(Collectors.toSet()));
        }
        return tables;
    }
}
