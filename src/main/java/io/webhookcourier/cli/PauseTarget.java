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

    void print(OutputOptions output, boolean changed, String sentence) {
        if (output.json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("workspaceId", workspace);
            result.put("changed", changed);
            output.printJson(result);
        } else {
            output.out().println(sentence);
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
