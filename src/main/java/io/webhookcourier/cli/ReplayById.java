package io.webhookcourier.cli;

import io.webhookcourier.api.OperationJson;
import io.webhookcourier.operations.OperationRefusedException;
import io.webhookcourier.operations.Operator;
import io.webhookcourier.operations.Replay;
import io.webhookcourier.operations.ReplayOptions;
import io.webhookcourier.operations.Replayed;
import io.webhookcourier.text.Counted;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events by name, each for itself: one that is refused does not keep the others. */
final class ReplayById {

    private final Replay replay;
    private final ReplayOptions options;
    private final Operator operator;
    private final OutputOptions output;

    ReplayById(Session session, ReplayOptions options, Operator operator, OutputOptions output) {
        this.replay = session.operations().replay();
        this.options = options;
        this.operator = operator;
        this.output = output;
    }

    int run(List<String> ids) throws SQLException {
        List<Replayed> replayed = new ArrayList<>();
        Map<String, String> refused = new LinkedHashMap<>();
        for (String id : ids) {
            try {
                Replayed event = replay.event(id, options, operator);
                replayed.add(event);
                tell(event);
            } catch (OperationRefusedException e) {
                refused.put(id, Failures.inWords(e));
                if (!output.json()) {
                    output.err().println(Failures.inWords(e));
                }
            }
        }
        if (output.json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("replayed", replayed.stream().map(OperationJson::of).toList());
            result.put("refused", refused);
            output.printJson(result);
        }
        return refused.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private void tell(Replayed event) {
        if (!output.json()) {
            output.out()
                    .println("Event " + event.id() + " was " + event.previousStatus() + " and is due now, with "
                            + event.attempts() + " of " + Counted.of(event.maxAttempts(), "attempt") + " made"
                            + (event.guardLifted() ? "; it was delivered before and will be once more." : "."));
        }
    }
}
