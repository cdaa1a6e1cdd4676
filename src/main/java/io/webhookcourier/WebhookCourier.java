package io.webhookcourier;

import io.webhookcourier.cli.CourierCommand;

/** The program: without arguments it runs the service, else it is the operator's command line. */
public final class WebhookCourier {

    private WebhookCourier() {}

    public static void main(String[] arguments) {
        int exitCode = CourierCommand.execute(arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
