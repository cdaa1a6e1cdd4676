package io.webhookcourier.process;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Everything that a plain JMX client can read from a process of this user's. */
final class ManagementDump {

    /** What Camel tells about a context and its routes when asked. */
    private static final List<String> DUMPS = List.of(
            "dumpRoutesAsXml",
            "dumpRoutesAsYaml",
            "dumpRouteAsXml",
            "dumpRouteAsYaml",
            "dumpRoutesStatsAsXml",
            "dumpStructuredProperties",
            "listEndpoints",
            "listTransformers",
            "browse");

    private ManagementDump() {}

    /** The values of all attributes of all MBeans, and the answers of Camel's operations that only tell; a line each. */
    static String of(CourierProcess process) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try (JMXConnector connector =
                    JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
                return dump(connector.getMBeanServerConnection());
            } finally {
                machine.detach();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException | JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String dump(MBeanServerConnection server) throws IOException, JMException {
        StringBuilder text = new StringBuilder();
        Set<ObjectName> names = new TreeSet<>(server.queryNames(null, null));
        for (ObjectName name : names) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                text.append(name).append(' ').append(attribute.getName()).append('=');
                text.append(value(server, name, attribute.getName())).append('\n');
            }
            for (var operation : server.getMBeanInfo(name).getOperations()) {
                if (operation.getSignature().length == 0 && DUMPS.contains(operation.getName())) {
                    text.append(name).append(' ').append(operation.getName()).append("()=");
                    text.append(answer(server, name, operation.getName())).append('\n');
                }
            }
        }
        return text.toString();
    }

    private static String value(MBeanServerConnection server, ObjectName name, String attribute) throws IOException {
        try {
            return shown(server.getAttribute(name, attribute));
        } catch (JMException | RuntimeMBeanException unreadable) {
            return "unreadable: " + unreadable;
        }
    }

    private static String answer(MBeanServerConnection server, ObjectName name, String operation) throws IOException {
        try {
            return shown(server.invoke(name, operation, null, null));
        } catch (JMException | RuntimeMBeanException refused) {
            return "refused: " + refused;
        }
    }

    private static String shown(Object value) {
        return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
    }
}
