package io.webhookcourier.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files under {@code deploy/} name what the project really has. */
class DeploymentFilesTest {

    private static final Pattern VARIABLE = Pattern.compile("\\b(?:COURIER_[A-Z_]+|DATABASE_URL)\\b");
    private static final Pattern MOUNTED = Pattern.compile("- (\\.{1,2}/[^:\\s]+):");
    private static final Pattern COPIED = Pattern.compile("(?m)^COPY (?!--from)(.+) \\S+$");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("deploy"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyVariableIsASetting(Path file) throws IOException {
        String settings = Files.readString(Path.of("docs/configuration.md"));
        VARIABLE.matcher(Files.readString(file)).results().forEach(variable -> assertThat(settings)
                .contains("`" + variable.group() + "`"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyYamlFileCanBeRead(Path file) throws IOException {
        if (file.toString().endsWith(".yaml")) {
            Load load = new Load(LoadSettings.builder().build());
            assertThat(load.loadAllFromString(Files.readString(file))).isNotEmpty();
        }
    }

    @Test
    void whatComposeMountsIsThere() throws IOException {
        Path folder = Path.of("deploy/compose");
        List<String> mounted = MOUNTED.matcher(Files.readString(folder.resolve("compose.yaml")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(mounted).hasSize(7).allSatisfy(path -> assertThat(folder.resolve(path))
                .exists());
    }

    /** DocumentedExamplesTest runs the service as that role. */
    @Test
    void composeConnectsAsTheDocumentedRoleAndNotAsTheSuperuser() throws IOException {
        String documented = Files.readString(Path.of("docs/database.md"))
                .replaceFirst("(?s).*```sql\\n(CREATE ROLE courier_service.*?)```.*", "$1");

        assertThat(Files.readString(Path.of("deploy/compose/courier-role.sh")))
                .contains(documented.replace("'…'", ":'password'"));
        assertThat(Files.readString(Path.of("deploy/compose/compose.yaml")))
                .contains("DATABASE_URL: postgresql://courier_service:");
    }

    @Test
    void whatTheImageIsMadeOfIsThereAndNotIgnored() throws IOException {
        List<String> sent = Files.readAllLines(Path.of("deploy/Dockerfile.dockerignore"));
        List<String> copied = COPIED.matcher(Files.readString(Path.of("deploy/Dockerfile")))
                .results()
                .flatMap(match -> Stream.of(match.group(1).split(" ")))
                .toList();
        assertThat(copied).isNotEmpty().allSatisfy(path -> {
            assertThat(Path.of(path)).exists();
            assertThat(sent).contains("!" + path.replaceFirst("^\\./", ""));
        });
    }

    @Test
    void theDockerCommandPublishesThePortsOfTheImageAndSetsWhatExists() throws IOException {
        String document = Files.readString(Path.of("docs/deployment.md"));
        String command = document.substring(document.indexOf("docker run"));
        command = command.substring(0, command.indexOf("```"));
        String exposed =
                Files.readString(Path.of("deploy/Dockerfile")).replaceFirst("(?s).*\\nEXPOSE ([0-9 ]+)\\n.*", "$1");

        for (String port : exposed.split(" ")) {
            assertThat(command).contains(":" + port + ":" + port);
        }
        assertThat(command).contains("COURIER_HTTP_HOST=0.0.0.0", "COURIER_HTTP_TOKEN=");
        String settings = Files.readString(Path.of("docs/configuration.md"));
        assertThat(VARIABLE.matcher(command).results())
                .allSatisfy(variable -> assertThat(settings).contains("`" + variable.group() + "`"));
    }

    @Test
    void whatTheUnitNamesInItsFolderIsCopiedThere() throws IOException {
        String unit = Files.readString(Path.of("deploy/systemd/webhook-courier.service"));
        String copy = Files.readString(Path.of("docs/deployment.md"))
                .lines()
                .filter(line -> line.startsWith("cp -r target/webhook-courier.jar"))
                .findFirst()
                .orElseThrow();
        List<String> named = Pattern.compile("/opt/webhook-courier/([a-z]+)/[a-z.]+")
                .matcher(unit)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(named).isNotEmpty().allSatisfy(folder -> assertThat(copy).contains(" " + folder + " "));
        assertThat(copy).contains(" jvm.options ", "webhook-courier.jar");
    }

    @Test
    void probesAskForWhatTheServiceAnswers() throws IOException {
        String kubernetes = Files.readString(Path.of("deploy/kubernetes/webhook-courier.yaml"));
        assertThat(kubernetes)
                .contains("path: /observe/health/live", "path: /observe/health/ready", "containerPort: 9876")
                .contains("kind: PodDisruptionBudget", "kind: NetworkPolicy");
    }
}
