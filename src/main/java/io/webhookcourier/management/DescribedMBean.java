package io.webhookcourier.management;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/** An MXBean that tells what its interface says in {@link Description} and in the names of its parameters. */
final class DescribedMBean extends StandardMBean {

    private final Class<?> type;

    /** @param type an interface; needs to be compiled with the names of its parameters */
    <T> DescribedMBean(T implementation, Class<T> type) {
        super(implementation, type, true);
        this.type = type;
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return descriptionOf(type, super.getDescription(info));
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return Stream.of("get", "is")
                .flatMap(prefix -> methods(prefix + info.getName(), 0))
                .findFirst()
                .map(method -> descriptionOf(method, info.getName()))
                .orElseGet(info::getName);
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return method(info).map(method -> descriptionOf(method, info.getName())).orElseGet(info::getName);
    }

    @Override
    protected String getDescription(MBeanOperationInfo info, MBeanParameterInfo parameter, int index) {
        return parameter(info, index)
                .map(found -> descriptionOf(found, found.getName()))
                .orElseGet(parameter::getName);
    }

    @Override
    protected String getParameterName(MBeanOperationInfo info, MBeanParameterInfo parameter, int index) {
        return parameter(info, index).map(Parameter::getName).orElseGet(parameter::getName);
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return MBeanOperationInfo.ACTION;
    }

    private Optional<Parameter> parameter(MBeanOperationInfo info, int index) {
        return method(info).map(method -> method.getParameters()[index]);
    }

    private Optional<Method> method(MBeanOperationInfo info) {
        return methods(info.getName(), info.getSignature().length).findFirst();
    }

    private Stream<Method> methods(String name, int parameters) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters);
    }

    private static String descriptionOf(AnnotatedElement element, String otherwise) {
        Description description = element.getAnnotation(Description.class);
        return description == null ? otherwise : description.value();
    }
}
