package io.webhookcourier.routefiles;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Component;
import org.apache.camel.spi.BeanRepository;

/**
 * The beans of a running context that another one may use, too: not those of its route files, which the other is to
 * make for itself, and no component, which belongs to one context.
 */
final class OwnBeans implements BeanRepository {

    private final BeanRepository all;
    private final Set<String> hidden;

    OwnBeans(BeanRepository all, Set<String> hidden) {
        this.all = all;
        this.hidden = hidden;
    }

    @Override
    public Object lookupByName(String name) {
        return shown(name, all.lookupByName(name));
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        return shown(name, all.lookupByNameAndType(name, type));
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        Map<String, T> found = new TreeMap<>(all.findByTypeWithName(type));
        found.entrySet().removeIf(bean -> shown(bean.getKey(), bean.getValue()) == null);
        return found;
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return Set.copyOf(findByTypeWithName(type).values());
    }

    private <T> T shown(String name, T bean) {
        return hidden.contains(name) || bean instanceof Component ? null : bean;
    }
}
