package io.webhookcourier.cli;

import io.webhookcourier.operations.Operator;
import io.webhookcourier.runtime.HostName;
import picocli.CommandLine.Option;

/** Who does it and why; both go into courier.audit. */
final class OperatorOptions {

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in courier.audit.")
    private String reason;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who does it; kept in courier.audit. Default: the system's user@host.")
    private String by;

    Operator operator() {
        String account = System.getProperty("user.name") + "@" + HostName.ofThisMachine();
        return new Operator(
                by == null || by.isBlank()
                        ? account + " (command line)"
                        : by.strip() + " (command line of " + account + ")",
                reason);
    }
}
