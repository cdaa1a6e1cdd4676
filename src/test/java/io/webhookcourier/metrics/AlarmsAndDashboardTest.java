package io.webhookcourier.metrics;

import static io.webhookcourier.support.Scene.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookcourier.support.Answer;
import io.webhookcourier.support.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files under {@code ops/} speak of what a running service really shows. */
class AlarmsAndDashboardTest {

    private static final Path RULES = Path.of("ops/prometheus/webhook-courier-alerts.yml");
    private static final Path DASHBOARD = Path.of("ops/grafana/webhook-courier.json");
    private static final Pattern METRIC = Pattern.compile("\\b(?:courier|camel|hikaricp|jvm|process)_[a-z0-9_]+");
    private static final Pattern RUNBOOK =
            Pattern.compile("runbook_url: \"\\{\\{ \\$externalLabels\\.runbooks }}/operations\\.md#(\\S+)\"");

    @Test
    void everyMetricThatTheyNameIsInAScrape() throws IOException {
        Set<String> named = new TreeSet<>(metricsIn(Files.readString(RULES)));
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        dashboard.findValuesAsText("expr").forEach(expression -> named.addAll(metricsIn(expression)));
        assertThat(named).hasSizeGreaterThan(15);

        try (Scene scene = Scene.start(Map.of())) {
            scene.awaitStatus(scene.eventAnswered(row -> {}, Answer.status(422)), "FAILED");
            // Pauses for garbage collection are shown once there was one.
            System.gc();
            eventually(() -> {
                Set<String> shown = scene.courier()
                        .metrics()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("[{ ]", 2)[0])
                        .collect(Collectors.toSet());
                assertThat(shown).containsAll(named);
            });
        }
    }

    @Test
    void everyAlarmLeadsToAChapterOfTheRunbook() throws IOException {
        List<String> anchors = Files.readAllLines(Path.of("docs/operations.md")).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase()
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
        List<String> alarms = Files.readAllLines(RULES);
        Matcher runbook = RUNBOOK.matcher(String.join("\n", alarms));
        int chapters = 0;
        while (runbook.find()) {
            chapters++;
            assertThat(anchors).contains(runbook.group(1));
        }
        assertThat(alarms.stream().filter(line -> line.contains("- alert:"))).hasSize(chapters);
    }

    @Test
    void everyAlarmIsSeenToGoOffInItsTest() throws IOException {
        String tests = Files.readString(RULES.resolveSibling("webhook-courier-alerts-test.yml"));
        Set<String> seen = Pattern.compile("alertname: (\\S+)\\s+exp_alerts:")
                .matcher(tests)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        List<String> alarms = Files.readAllLines(RULES).stream()
                .filter(line -> line.contains("- alert: "))
                .map(line -> line.replaceFirst(".*- alert: ", ""))
                .toList();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(alarms);
    }

    @ParameterizedTest
    @CsvSource({
        "check, config, prometheus.yml",
        "check, rules, webhook-courier-alerts.yml",
        "test, rules, webhook-courier-alerts-test.yml"
    })
    void promtoolFindsNothingWrong(String verb, String what, String file) throws Exception {
        Assumptions.assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
                "no promtool on the PATH; Debian's package prometheus has it");
        Process promtool = new ProcessBuilder("promtool", verb, what, file)
                .directory(RULES.getParent().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes());
        assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(promtool.exitValue()).as(said).isZero();
        if (what.equals("rules")) {
            assertThat(Files.readString(Path.of("docs", "operations.md"))).contains(said.strip());
        }
    }

    private static List<String> metricsIn(String text) {
        return METRIC.matcher(text).results().map(match -> match.group()).toList();
    }
}
