package io.webhookcourier.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.config.LoadedSettings;
import io.webhookcourier.config.SettingsLoader;
import io.webhookcourier.runtime.RuntimeFacts;
import io.webhookcourier.support.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.support.SimpleRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Keys of Camel's that users set. */
class CamelPropertiesTest {

    private static final String PASSWORD = "c4nary-s3cret";

    private final RouteFolder routes = RouteFolder.shipped();
    private final Path file = routes.workingFolder().resolve("application.properties");

    @AfterEach
    void close() {
        routes.close();
    }

    @Test
    void thoseThatTheServiceSetsItselfAreRefused() throws IOException {
        List<String> ours = new TreeSet<>(CamelProperties.of(load()).stringPropertyNames())
                .stream().filter(key -> key.startsWith("camel.")).toList();
        Files.writeString(file, ours.stream().map(key -> key + "=1").collect(Collectors.joining("\n")));

        assertThat(catchThrowableOfType(ConfigurationException.class, this::load)
                        .mistakes())
                .zipSatisfy(ours, (line, key) -> assertThat(line).startsWith(key + " in "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "camel.component.sql.dataSorce     | option camel.component.sql.dataSorce is unknown to SqlComponent; the nearest is camel.component.sql.dataSource",
                "camel.component.direct.timeout    | the value of option camel.component.direct.timeout is not accepted; accepted: long",
                "camel.component.carrier-pigeon.x  | camel.component.carrier-pigeon.x in application.properties: there is no component with name carrier-pigeon",
                "camel.beans.deliveredKeys         | application.properties: the bean name deliveredKeys (camel.beans.deliveredKeys) is taken by a bean of the service",
                "camel.beans.inProcessRetries      | application.properties: the bean name inProcessRetries (camel.beans.inProcessRetries) is taken by a bean of the service",
                "camel.beans.dataSource.url        | application.properties: the bean name dataSource",
            })
    void aMistakeIsOneLineWithoutTheValue(String key, String said) throws IOException {
        Files.writeString(file, key + "=" + PASSWORD);

        assertThat(refusal())
                .isInstanceOf(ConfigurationException.class)
                .message()
                .contains(said)
                .doesNotContain(PASSWORD, "\n");
    }

    @Test
    void everyNameOfABeanOfTheServiceIsTaken() throws IOException {
        SimpleRegistry registry = new SimpleRegistry();
        RouteBeans.bindStandIns(registry, new PGSimpleDataSource());

        assertThat(RouteBeans.TAKEN).isSorted().containsAll(registry.keySet());

        Files.writeString(file, "camel.beans.toProvider=x\ncamel.beans.checkCrmLead=x");
        assertThat(refusal()).as("the first by name").hasMessageContaining("the bean name checkCrmLead ");
    }

    @Test
    void aClassOfABeanThatIsNotThereIsNamed() throws IOException {
        Files.writeString(file, "camel.beans.crm=#class:com.example.NotThere");

        assertThat(refusal())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("application.properties: there is no class com.example.NotThere; accepted: one whose"
                        + " jar is in lib/ or ext/");
    }

    @Test
    void aMistypedPropertyOfABeanIsNamedWithoutItsValue() throws IOException {
        Files.writeString(
                file,
                "camel.beans.crm=#class:org.postgresql.ds.PGSimpleDataSource\ncamel.beans.crm.pasword=" + PASSWORD);

        assertThat(refusal())
                .isInstanceOf(ConfigurationException.class)
                .message()
                .contains("pasword", "PGSimpleDataSource")
                .doesNotContain(PASSWORD, "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "pasword, type: org.postgresql.ds.PGSimpleDataSource",
        "serverNme, type: com.zaxxer.hikari.HikariDataSource"
    })
    void aMistypedPropertyOfABeanInARouteFileIsNamedWithoutItsValue(String property, String type) {
        routes.write(
                "crm.camel.yaml",
                "- beans:\n    - name: crm\n      " + type + "\n      properties:\n        " + property + ": "
                        + PASSWORD + "\n");

        assertThat(refusal()).message().contains("crm.camel.yaml", property).doesNotContain(PASSWORD, "\n");
    }

    @Test
    void aMistypedOptionOfAnEndpointIsNamedWithoutItsValue() {
        routes.write(
                "look-up-crm-row.camel.yaml",
                "- route:\n    id: look-up-crm-row\n    from:\n      uri: direct:look-up-crm-row\n      steps:\n"
                        + "        - to: \"sql:SELECT 1?pasword=" + PASSWORD + "&outputTyp=SelectOne\"\n");

        assertThat(refusal())
                .message()
                .contains("look-up-crm-row.camel.yaml", "outputTyp, pasword")
                .doesNotContain(PASSWORD, "\n");
    }

    private Throwable refusal() {
        return catchThrowable(() -> RoutesTrial.run(load(), new PGSimpleDataSource(), routes.workingFolder()));
    }

    private LoadedSettings load() {
        return SettingsLoader.load(file, Map.of(), RuntimeFacts.ofThisProcess());
    }
}
