package io.webhookcourier.routefiles;

import io.webhookcourier.config.ConfigurationException;
import io.webhookcourier.routemodel.RouteError;
import io.webhookcourier.routemodel.RouteFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.Model;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beans that route files define: they come and go with their file, and take the place of no other bean. */
final class FileBeans {

    private static final Logger LOG = LoggerFactory.getLogger(FileBeans.class);

    private final CamelContext context;
    private final Model model;
    private final Set<String> taken;
    private final Map<String, String> fileOfBean = new HashMap<>();

    /** @param taken names of beans that are not from files */
    FileBeans(CamelContext context, Set<String> taken) {
        this.context = context;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
        this.taken = Set.copyOf(taken);
    }

    /** The names of all beans of a context, as long as no file was loaded. */
    static Set<String> namesIn(CamelContext context) {
        Set<String> names = new HashSet<>(
                context.getRegistry().findByTypeWithName(Object.class).keySet());
        names.addAll(context.getComponentNames());
        return names;
    }

    Set<String> names() {
        return Set.copyOf(fileOfBean.keySet());
    }

    /**
     * Notes the beans that a file has just defined.
     *
     * @throws ConfigurationException when one of them has another's name
     */
    void defined(RouteFile file) {
        for (BeanFactoryDefinition<?> bean : model.getCustomBeans()) {
            if (!file.name().equals(RouteFile.nameOf(bean.getResource()))) {
                continue;
            }
            if (taken.contains(bean.getName())) {
                throw new ConfigurationException(file.name() + " does not load: the bean name " + bean.getName()
                        + " is taken by a bean of the service; choose another");
            }
            String other = fileOfBean.putIfAbsent(bean.getName(), file.name());
            if (other != null && !other.equals(file.name())) {
                throw new ConfigurationException(file.name() + " does not load: the bean name " + bean.getName()
                        + " is already taken by " + other);
            }
        }
    }

    /** Removes all of them, and closes those that can be closed. */
    void remove() {
        for (BeanFactoryDefinition<?> bean : List.copyOf(model.getCustomBeans())) {
            String name = bean.getName();
            if (taken.contains(name)) {
                continue;
            }
            Object instance = context.getRegistry().lookupByName(name);
            if (instance instanceof Component && context.hasComponent(name) == instance) {
                context.removeComponent(name);
            }
            context.getRegistry().unbind(name);
            if (instance instanceof AutoCloseable closeable && bean.getDestroyMethod() == null) {
                close(name, closeable);
            }
            model.getCustomBeans().remove(bean);
        }
        fileOfBean.clear();
    }

    private static void close(String name, AutoCloseable bean) {
        try {
            bean.close();
        } catch (Exception e) {
            LOG.warn("The bean {} of a route file did not close: {}", name, RouteError.inOneLine(e));
        }
    }
}
