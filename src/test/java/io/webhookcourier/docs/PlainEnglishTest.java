package io.webhookcourier.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Keeps phrases that native speakers stumble over out of what users, operators and developers read: documentation,
 * route files, templates, SQL, alerts, and the comments and texts of the main code. The terms are in
 * docs/glossary.md.
 */
class PlainEnglishTest {

    private record Habit(Pattern pattern, String replacement) {

        static Habit of(String regex, String replacement) {
            return new Habit(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), replacement);
        }
    }

    private static final List<Habit> HABITS = List.of(
            Habit.of(
                    "(?<![-\\w])(some|no|any)body(?![-\\w])",
                    "the role: an operator, a caller, another worker, no one"),
            Habit.of("\\bwhoever\\b", "the role, or 'anyone who'"),
            Habit.of("\\bfor who\\b", "'for callers that'"),
            Habit.of(
                    "\\b(as it stands|how \\S+ (queue|things) stands?|stands? in)\\b",
                    "'is in', 'unchanged', 'the state of'"),
            Habit.of("\\b(is|are|be|been|was|were) told\\b|\\btold (of|so)\\b", "'is notified', 'is reported'"),
            Habit.of("\\bfor good\\b(?! reason)", "'permanently'"),
            Habit.of("\\bfor ever\\b", "'forever', or say until when"),
            Habit.of("\\banew\\b", "'again'"),
            Habit.of("\\b(goes|go|went) on\\b", "'continues', 'resumes'"),
            Habit.of("\\b(became|becomes?) of\\b", "'the outcome of'"),
            Habit.of("\\binsists?\\b", "'use force', 'requires'"),
            Habit.of("\\bmend(ed|s|ing)?\\b", "'fix', 'correct', 'repair'"),
            Habit.of("\\b(hand(s|ed)?|puts?) back\\b", "'release' a claimed row, 'requeue' by a replay"),
            Habit.of("\\bby itself\\b", "'automatically', 'on its own'"),
            Habit.of("\\bin vain\\b", "'without success'"),
            Habit.of("(?<![-\\w.{])figures(?![-\\w])", "'metrics', 'statistics'"));

    private static final Pattern JAVA_TEXT =
            Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"|//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    @Test
    void whatPeopleReadIsPlainEnglish() {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            found.addAll(habits(file.toString(), read(file)));
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a.md   | Nobody is told.         | 2
                    a.md   | It fails permanently.   | 0
                    A.java | int figures; // figures | 1
                    A.java | log("goes on");         | 1
                    A.java | somebody.call();        | 0
                    """)
    void onlyTextsAreChecked(String name, String text, int expected) {
        assertThat(habits(name, text)).hasSize(expected);
    }

    private static List<String> habits(String name, String text) {
        List<String> found = new ArrayList<>();
        String checked = name.endsWith(".java") ? textsOfJava(text) : text;
        for (Habit habit : HABITS) {
            Matcher match = habit.pattern().matcher(checked);
            while (match.find()) {
                long line = 1
                        + checked.substring(0, match.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                found.add(name + ":" + line + ": '" + match.group() + "': write " + habit.replacement());
            }
        }
        return found;
    }

    /** Comments and string literals at their places; everything else becomes blank. */
    private static String textsOfJava(String source) {
        StringBuilder texts = new StringBuilder(source.replaceAll("[^\\n]", " "));
        Matcher match = JAVA_TEXT.matcher(source);
        while (match.find()) {
            texts.replace(match.start(), match.end(), match.group());
        }
        return texts.toString();
    }

    private static List<Path> files() {
        List<Path> files = new ArrayList<>(
                List.of(Path.of("README.md"), Path.of("SECURITY.md"), Path.of("application.properties")));
        for (String folder : List.of("docs", "routes", "ops", "deploy", "bin", "src/main")) {
            try (Stream<Path> below = Files.walk(Path.of(folder))) {
                below.filter(Files::isRegularFile)
                        .filter(file -> !isLeftOut(file.toString()))
                        .sorted()
                        .forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    /** Images; the contract, which is given; and migrations, which have been applied and must not change. */
    private static boolean isLeftOut(String file) {
        return file.endsWith(".png") || file.endsWith("docs/contract.md") || file.contains("db/migration");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
