package io.webhookcourier.cli;

import io.webhookcourier.operations.Operator;
import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.Option;

/** Who does it and why; both go into courier.audit. */
final class OperatorOptions {

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in courier.audit.")
    private String reason;

    Operator operator() {
        return new Operator(System.getProperty("user.name") + "@" + host() + " (command line)", reason);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
