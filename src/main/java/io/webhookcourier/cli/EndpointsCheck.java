package io.webhookcourier.cli;

import io.webhookcourier.config.Settings;
import io.webhookcourier.crm.CrmSettings;
import io.webhookcourier.delivery.Outcome;
import io.webhookcourier.egress.EgressDecision;
import io.webhookcourier.egress.EgressPolicy;
import io.webhookcourier.egress.EndpointUrl;
import io.webhookcourier.egress.HostResolver;
import io.webhookcourier.service.EndpointTrial;
import io.webhookcourier.signing.SigningKey;
import io.webhookcourier.text.Trimmed;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the egress guard decides about an endpoint. */
@Command(
        name = "check",
        description =
                "Checks whether the egress guard allows deliveries to a URL, and why not. With --send it also sends a"
                        + " signed test event there, through the same client as deliveries.",
        mixinStandardHelpOptions = true)
final class EndpointsCheck implements Callable<Integer> {

    @Parameters(paramLabel = "URL", arity = "0..1", description = "The endpoint's URL; without it, the workspace's.")
    private String url;

    @Option(
            names = "--workspace",
            paramLabel = "ID",
            description = "The workspace whose URL is checked, and whose secret signs the test event. Without it the"
                    + " event is signed with a random secret.")
    private String workspace;

    @Option(names = "--send", description = "Sends a test event, even if the workspace is disabled or paused.")
    private boolean send;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "courier_test",
            description = "Type of the test event; courier_test by default, which no receiver takes for a lead.")
    private String type;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (url == null && workspace == null) {
            throw new ParameterException(spec.commandLine(), "endpoints check: name a URL, or --workspace, or both");
        }
        if (workspace == null) {
            Settings settings = Session.settings().settings();
            EgressPolicy egress = Session.egress(settings);
            try (EndpointTrial trial = EndpointTrial.open(settings, egress, null)) {
                return check(egress, trial, CrmSettings.NONE);
            }
        }
        try (Session session = Session.open();
                EndpointTrial trial = EndpointTrial.open(session.settingsInUse(), session.egress(), session.pool())) {
            return check(session.egress(), trial, trial.webhookOf(Trimmed.of(workspace)));
        }
    }

    private int check(EgressPolicy egress, EndpointTrial trial, CrmSettings webhook) {
        String checked = url == null ? webhook.url() : url;
        if (checked == null) {
            output.err().println("workspace " + workspace + " has no webhook URL: there is nothing to check");
            return ExitCode.REFUSED;
        }
        EgressDecision decision = decision(checked, egress);
        if (!send || decision.origin() == null) {
            return tell(decision, null);
        }
        if (workspace != null && webhook.signingKey() == null) {
            output.err().println("workspace " + workspace + " has no webhook secret to sign a test event with");
            return ExitCode.REFUSED;
        }
        SigningKey key = workspace == null ? SigningKey.of(UUID.randomUUID().toString()) : webhook.signingKey();
        String target = EndpointUrl.parse(checked, egress).orElseThrow().url();
        return tell(decision, trial.send(target, key, type, workspace == null ? "test-workspace" : workspace));
    }

    private static EgressDecision decision(String url, EgressPolicy egress) {
        return EgressDecision.of(url, egress, HostResolver.system());
    }

    /** @param sent null when nothing was sent */
    private int tell(EgressDecision decision, EndpointTrial.Result sent) {
        if (output.json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("decision", decision);
            result.put("sent", sent);
            output.printJson(result);
        } else {
            print(decision, sent, output.out());
        }
        boolean good = decision.permitted() && (sent == null || sent.verdict().outcome() == Outcome.DELIVERED);
        return good ? ExitCode.DONE : ExitCode.REFUSED;
    }

    /** Scheme, host and port only: path and query may hold a receiver's token. */
    private void print(EgressDecision decision, EndpointTrial.Result sent, PrintWriter out) {
        if (decision.origin() != null) {
            out.println("Endpoint   " + decision.origin());
        }
        for (EgressDecision.Address address : decision.addresses()) {
            out.println("Address    " + address.address() + "  "
                    + (address.reason() == null ? "permitted" : "forbidden: " + address.reason()));
        }
        out.println(
                "Decision   " + (decision.permitted() ? "deliveries may go there" : "refused: " + decision.problem()));
        if (sent != null) {
            out.println("Test event " + sent.deliveryId() + ", type " + type + ", signed with "
                    + (workspace == null ? "a random secret" : "the secret of workspace " + workspace));
            out.println("Outcome    " + outcome(sent));
        } else if (send) {
            out.println("Test event none was sent");
        }
    }

    private static String outcome(EndpointTrial.Result sent) {
        String error = sent.verdict().text();
        String took = " in " + sent.tookMillis() + " ms";
        return switch (sent.verdict().outcome()) {
            case DELIVERED -> "accepted with HTTP " + sent.verdict().statusCode() + took;
            case RETRY -> "not accepted" + took + "; a delivery would be retried: " + error;
            default -> "not accepted" + took + "; a delivery would fail permanently: " + error;
        };
    }
}
