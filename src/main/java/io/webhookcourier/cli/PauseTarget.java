package io.webhookcourier.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What is paused or resumed: one of the two. */
final class PauseTarget {

    @Option(names = "--all", required = true, description = "Everything.")
    boolean all;

    @Option(names = "--workspace", required = true, paramLabel = "ID", description = "One workspace.")
    String workspace;

    /** @param warning what speaks against it, or null */
    void print(OutputOptions output, boolean changed, String sentence, String warning) {
        if (output.json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("workspaceId", workspace);
            result.put("changed", changed);
            result.put("warning", warning);
            output.printJson(result);
            return;
        }
        output.out().println(sentence);
        if (warning != null) {
            output.err().println("Note: " + warning);
        }
    }

    String option() {
        return all ? "--all" : "--workspace " + workspace;
    }

    @Override
    public String toString() {
        return all ? "everything" : "workspace " + workspace;
    }
}
