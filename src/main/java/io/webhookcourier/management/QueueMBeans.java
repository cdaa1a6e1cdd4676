package io.webhookcourier.management;

import java.lang.management.ManagementFactory;
import java.util.Hashtable;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the MBean {@code io.webhookcourier:type=Queue} (contract, section 10) in the JVM's MBean server. */
final class QueueMBeans implements AutoCloseable {

    static final String DOMAIN = "io.webhookcourier";

    private static final Logger LOG = LoggerFactory.getLogger(QueueMBeans.class);

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;

    /** @param worker tells apart the second of two services in one JVM */
    QueueMBeans(Queue queue, String worker) {
        DescribedMBean bean = new DescribedMBean(queue, QueueMXBean.class);
        try {
            this.name = register(bean, worker);
        } catch (JMException e) {
            throw new IllegalStateException("the MBean of the queue cannot be registered", e);
        }
    }

    private ObjectName register(DescribedMBean bean, String worker) throws JMException {
        Hashtable<String, String> keys = new Hashtable<>();
        keys.put("type", "Queue");
        ObjectName first = new ObjectName(DOMAIN, keys);
        try {
            return server.registerMBean(bean, first).getObjectName();
        } catch (InstanceAlreadyExistsException e) {
            keys.put("worker", ObjectName.quote(worker));
            return server.registerMBean(bean, new ObjectName(DOMAIN, keys)).getObjectName();
        }
    }

    ObjectName name() {
        return name;
    }

    @Override
    public void close() {
        try {
            server.unregisterMBean(name);
        } catch (JMException e) {
            LOG.warn("The MBean {} could not be unregistered: {}", name, e.getMessage());
        }
    }
}
