package io.webhookcourier.cli;

import io.webhookcourier.config.HostName;
import io.webhookcourier.operations.Operator;
import picocli.CommandLine.Option;

/** Who does it and why; both go into courier.audit. */
final class OperatorOptions {

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in courier.audit.")
    private String reason;

    Operator operator() {
        return new Operator(
                System.getProperty("user.name") + "@" + HostName.ofThisMachine() + " (command line)", reason);
    }
}
