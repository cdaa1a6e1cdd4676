package io.webhookcourier.management;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.management.ObjectName;
import org.jolokia.server.core.restrictor.policy.PolicyRestrictor;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * What Jolokia may do: what {@code jolokia-access.xml} says, and the operations of our MBeans and of Camel's tracer
 * only where callers are known.
 */
final class JolokiaPolicy implements Restrictor {

    private static final String POLICY = "/jolokia-access.xml";

    private final Restrictor policy;
    private final boolean callersAreKnown;

    /** @param callersAreKnown whether every caller has presented the token */
    JolokiaPolicy(boolean callersAreKnown) {
        this.callersAreKnown = callersAreKnown;
        try (InputStream text = JolokiaPolicy.class.getResourceAsStream(POLICY)) {
            this.policy = new PolicyRestrictor(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        boolean confidential = name.getDomain().equals(QueueMBeans.DOMAIN) || TraceRequests.isTracer(name);
        return (!confidential || callersAreKnown) && policy.isOperationAllowed(name, operation);
    }

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return policy.isHttpMethodAllowed(method);
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return policy.isTypeAllowed(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return policy.isAttributeReadAllowed(name, attribute);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return callersAreKnown && TraceRequests.isTracer(name) && TraceRequests.mayBeWritten(attribute);
    }

    @Override
    public boolean isRemoteAccessAllowed(String... hostsOrAddresses) {
        return policy.isRemoteAccessAllowed(hostsOrAddresses);
    }

    /** {@link HawtioAccess} has judged the origin by now. */
    @Override
    public boolean isOriginAllowed(String origin, boolean strictly) {
        return true;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return policy.isObjectNameHidden(name);
    }
}
