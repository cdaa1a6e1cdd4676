package io.webhookcourier.inspection;

import java.util.List;

/**
 * Due rows that wait because their workspace is paused.
 *
 * @param rows how many there are
 * @param workspaces whose they are, by name; a hundred of them at most
 */
public record DuePaused(Count rows, List<String> workspaces) {

    /** {@code 12 events wait for the paused workspace acme}; empty when none waits. */
    public String inWords() {
        if (rows.isZero()) {
            return "";
        }
        boolean one = rows.number() == 1 && !rows.more();
        return rows + (one ? " event waits" : " events wait") + " for "
                + (workspaces.size() == 1
                        ? "the paused workspace " + workspaces.get(0)
                        : workspaces.size() + " paused workspaces");
    }
}
