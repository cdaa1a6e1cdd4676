package io.webhookcourier.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The unified diffs of a page, one under each of its headings, applied as {@code patch} would without any fuzz. */
record PageDiff(Map<String, List<Hunk>> hunksOfFiles) {

    private static final Pattern BLOCK = Pattern.compile("```diff\n(.*?)```", Pattern.DOTALL);

    /** Lines without their marks, each with its line break. */
    record Hunk(String before, String after) {}

    /** By heading, in the order of the page. */
    static Map<String, PageDiff> of(Path page) throws IOException {
        Map<String, PageDiff> diffs = new LinkedHashMap<>();
        for (String section : Files.readString(page).split("(?m)^## ")) {
            Matcher block = BLOCK.matcher(section);
            if (block.find()) {
                diffs.put(section.lines().findFirst().orElseThrow(), parse(block.group(1)));
            }
        }
        return diffs;
    }

    private static PageDiff parse(String diff) {
        Map<String, List<Hunk>> files = new LinkedHashMap<>();
        List<Hunk> hunks = null;
        for (String part : diff.split("(?m)^(?=\\+\\+\\+ |@@ )")) {
            List<String> lines = part.lines().toList();
            String first = lines.get(0);
            if (first.startsWith("+++ b/")) {
                hunks = files.computeIfAbsent(first.substring("+++ b/".length()), any -> new ArrayList<>());
            } else if (first.startsWith("@@ ")) {
                List<String> body = lines.stream()
                        .skip(1)
                        .filter(line -> !line.startsWith("--- "))
                        .toList();
                hunks.add(new Hunk(without('+', body), without('-', body)));
            }
        }
        return new PageDiff(files);
    }

    private static String without(char mark, List<String> lines) {
        return lines.stream()
                .filter(line -> line.isEmpty() || line.charAt(0) != mark)
                .map(line -> (line.isEmpty() ? "" : line.substring(1)) + "\n")
                .collect(Collectors.joining());
    }

    /** Changes the files in the folder, each in one move, and returns how to take that back. */
    Undo applyTo(Path folder) throws IOException {
        Map<Path, String> earlier = new LinkedHashMap<>();
        Map<Path, String> later = new LinkedHashMap<>();
        for (Map.Entry<String, List<Hunk>> file : hunksOfFiles.entrySet()) {
            Path path = folder.resolve(file.getKey());
            String text = Files.exists(path) ? Files.readString(path) : "";
            earlier.put(path, text);
            for (Hunk hunk : file.getValue()) {
                int at = text.indexOf(hunk.before());
                if (at < 0) {
                    throw new AssertionError("the page's diff does not fit " + file.getKey() + ":\n" + hunk.before());
                }
                text = text.substring(0, at)
                        + hunk.after()
                        + text.substring(at + hunk.before().length());
            }
            later.put(path, text);
        }
        // New files first: a file that calls them must not be loaded without them.
        later.entrySet().stream()
                .sorted((a, b) -> Boolean.compare(Files.exists(a.getKey()), Files.exists(b.getKey())))
                .forEach(file -> write(file.getKey(), file.getValue()));
        return () -> earlier.forEach(PageDiff::write);
    }

    /** Takes an edit back. */
    interface Undo {
        void run();
    }

    private static void write(Path path, String text) {
        try {
            if (text.isEmpty()) {
                Files.delete(path);
                return;
            }
            Files.createDirectories(path.getParent());
            Path written = Files.writeString(path.resolveSibling("." + path.getFileName() + ".tmp"), text);
            Files.move(written, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
