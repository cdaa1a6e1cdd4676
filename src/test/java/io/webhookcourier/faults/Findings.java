package io.webhookcourier.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The table against what the receiver counted.
 *
 * @param lost events without a request that decides them, or whose row says something else
 * @param duplicates requests for events that a request before had decided
 * @param afterTimeLimit repeats of requests that the worker gave up by its time limit, as a busy machine makes it do;
 *     they are no duplicates of the fault's
 * @param unexplained those of the duplicates whose earlier request no disruption explains
 */
record Findings(
        int events,
        int requests,
        List<String> lost,
        List<String> duplicates,
        List<String> afterTimeLimit,
        List<String> unexplained) {

    static Findings of(Map<String, EventTable.Row> rows, Receiver receiver, List<Disruption> disruptions) {
        Findings findings = new Findings(
                rows.size(),
                receiver.total(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        rows.forEach((id, row) -> findings.add(id, row, receiver.of(id), disruptions));
        return findings;
    }

    private void add(String id, EventTable.Row row, List<Request> received, List<Disruption> disruptions) {
        Request decisive = null;
        long decisions = 0;
        long givenUp = row.timeLimitsInLog();
        for (Request request : received) {
            if (decisive != null) {
                String repeat = id + " by " + decisive.worker() + " and again by " + request.worker();
                boolean explained = explained(decisive, disruptions);
                if (!explained && givenUp > 0) {
                    givenUp--;
                    afterTimeLimit.add(repeat);
                } else {
                    duplicates.add(repeat);
                    if (!explained) {
                        unexplained.add(repeat);
                    }
                }
            }
            if (request.decides()) {
                decisive = request;
                decisions++;
            }
        }
        boolean logFits = row.status().equals("SUCCEEDED")
                ? row.deliveredInLog() >= 1 && row.deliveredInLog() <= decisions
                : row.deliveredInLog() == 0;
        if (decisive == null || !row.status().equals(Answer.of(id).decided) || row.lockedBy() != null || !logFits) {
            lost.add(id + " is " + row + ", received were " + received);
        }
    }

    private static boolean explained(Request decisive, List<Disruption> disruptions) {
        return disruptions.stream().anyMatch(disruption -> disruption.explains(decisive));
    }
}
