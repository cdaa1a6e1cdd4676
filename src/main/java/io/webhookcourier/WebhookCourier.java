package io.webhookcourier;

import io.webhookcourier.cli.CourierCommand;
import io.webhookcourier.runtime.ProcessArguments;
import io.webhookcourier.text.VisibleText;

/** The program: without arguments it runs the service, else it is the operator's command line. */
public final class WebhookCourier {

    /** From here on the JVM writes four lines to stderr when Netty asks for memory by sun.misc.Unsafe (JEP 498). */
    private static final int WARNS_OF_UNSAFE = 24;

    /** 2 (contract, section 1), or what sysexits.h has for it. Here, because the command line may not be loadable yet. */
    private static final int USER_MISTAKE = "sysexits".equals(System.getProperty("courier.exit-codes")) ? 78 : 2;

    private WebhookCourier() {}

    public static void main(String[] arguments) {
        if (Runtime.version().feature() >= WARNS_OF_UNSAFE && System.getProperty("io.netty.noUnsafe") == null) {
            // Only console, API and management use Netty, and do without.
            System.setProperty("io.netty.noUnsafe", "true");
        }
        LibFolder.problem(WebhookCourier.class).ifPresent(problem -> {
            System.err.println(problem);
            System.exit(USER_MISTAKE);
        });
        try {
            // Before anything of Camel's is loaded; threads inherit it.
            Thread.currentThread().setContextClassLoader(ExtFolder.loader(WebhookCourier.class));
        } catch (ExtFolder.BrokenJarException e) {
            System.err.println(VisibleText.of(e.getMessage()));
            System.exit(USER_MISTAKE);
        }
        int exitCode = CourierCommand.execute(ProcessArguments.of(arguments));
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
