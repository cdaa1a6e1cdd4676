package io.webhookcourier.management;

import io.webhookcourier.logging.SecretNames;
import java.io.IOException;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.request.JolokiaExecRequest;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.request.JolokiaWriteRequest;
import org.jolokia.server.core.request.NotChangedException;
import org.jolokia.service.jmx.LocalRequestHandler;

/**
 * Jolokia's access to this process's MBeans. What Hawtio's Trace tab asks of Camel's tracer is kept within bounds:
 * watching must neither show a secret nor harm a delivery.
 */
final class TraceRequests extends LocalRequestHandler {

    private static final String BODY_LENGTH = "BodyMaxChars";

    /** Hawtio sets all three before it turns tracing on. */
    private static final Set<String> WRITABLE = Set.of(BODY_LENGTH, "BodyIncludeStreams", "BodyIncludeFiles");

    /** Characters of a body; some hundred messages are kept. */
    private static final long LONGEST_BODY = 10_000;

    private static final Pattern HEADER = Pattern.compile("(<header key=\"([^\"]*)\"[^>]*>)[^<]*(</header>)");

    TraceRequests() {
        super(1);
    }

    static boolean isTracer(ObjectName name) {
        return name.getDomain().equals("org.apache.camel") && "BacklogTracer".equals(name.getKeyProperty("name"));
    }

    static boolean mayBeWritten(String attribute) {
        return WRITABLE.contains(attribute);
    }

    @Override
    public <R extends JolokiaRequest> Object handleRequest(R request, Object previous)
            throws IOException, JMException, NotChangedException, BadRequestException, EmptyResponseException {
        if (request instanceof JolokiaWriteRequest write
                && isTracer(write.getObjectName())
                && mayBeWritten(write.getAttributeName())) {
            refuseHarm(write);
        }
        Object answer = super.handleRequest(request, previous);
        boolean trace = request instanceof JolokiaExecRequest exec && isTracer(exec.getObjectName());
        return trace && answer instanceof String xml ? withoutSecrets(xml) : answer;
    }

    private static void refuseHarm(JolokiaWriteRequest write) {
        String value = String.valueOf(write.getValue());
        if (write.getAttributeName().equals(BODY_LENGTH)) {
            if (!value.matches("[0-9]{1,5}") || Long.parseLong(value) > LONGEST_BODY) {
                throw new IllegalArgumentException(BODY_LENGTH + " must be between 0 and " + LONGEST_BODY + ", not "
                        + value.replaceAll("[^0-9-]", "?"));
            }
        } else if (!value.equals("false")) {
            throw new IllegalArgumentException(write.getAttributeName()
                    + " must be false: reading a stream or a file to show it would consume it");
        }
    }

    static String withoutSecrets(String xml) {
        return HEADER.matcher(xml).replaceAll(TraceRequests::header);
    }

    private static String header(MatchResult header) {
        String shown = SecretNames.isSecret(header.group(2))
                ? header.group(1) + SecretNames.HIDDEN + header.group(3)
                : header.group();
        return Matcher.quoteReplacement(shown);
    }
}
