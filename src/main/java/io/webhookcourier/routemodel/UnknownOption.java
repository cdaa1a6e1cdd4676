package io.webhookcourier.routemodel;

import io.webhookcourier.text.NearestName;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.PropertyBindingException;

/**
 * What is wrong with an option that Camel could not set, without its value. Camel's own messages show it, and a mistyped
 * option is as likely as any other to hold a password.
 */
final class UnknownOption {

    /** The end of Camel's message about an endpoint's parameters. */
    private static final Pattern PARAMETERS = Pattern.compile("Unknown parameters=\\[\\{(.*)}]", Pattern.DOTALL);

    private static final Pattern NAME = Pattern.compile("(?:^|, )([\\w.\\-\\[\\]]+)=");

    private static final int SET = "set".length();

    private UnknownOption() {}

    static String inWords(PropertyBindingException failure) {
        while (failure.getCause() instanceof PropertyBindingException cause) {
            failure = cause;
        }
        String name = String.valueOf(failure.getPropertyName());
        String prefix = failure.getOptionPrefix() == null
                ? ""
                : failure.getOptionPrefix().replaceAll("\\.$", "") + ".";
        Object target = failure.getTarget();
        if (target == null) {
            return "option " + prefix + name + " is unknown, or its value is not accepted";
        }
        Map<String, Class<?>> known = optionsOf(target);
        String meant = known.keySet().stream()
                .filter(one -> one.equalsIgnoreCase(name.replace("-", "")))
                .findFirst()
                .orElse(null);
        if (meant != null) {
            return "the value of option " + prefix + name + " is not accepted; accepted: "
                    + known.get(meant).getSimpleName();
        }
        String nearest = known.isEmpty() ? "" : "; the nearest is " + prefix + NearestName.to(name, known.keySet());
        return "option " + prefix + name + " is unknown to " + target.getClass().getSimpleName() + nearest;
    }

    private static Map<String, Class<?>> optionsOf(Object target) {
        Map<String, Class<?>> options = new TreeMap<>();
        for (Method method : target.getClass().getMethods()) {
            String setter = method.getName();
            if (method.getParameterCount() == 1 && setter.startsWith("set") && setter.length() > SET) {
                options.put(
                        Character.toLowerCase(setter.charAt(SET)) + setter.substring(SET + 1),
                        method.getParameterTypes()[0]);
            }
        }
        return options;
    }

    /** The message about an endpoint's parameters, with their names only. */
    static String withoutValues(String message) {
        Matcher parameters = PARAMETERS.matcher(message);
        if (!parameters.find()) {
            return message;
        }
        String text = message.substring(0, parameters.start());
        StringBuilder names = new StringBuilder();
        Matcher name = NAME.matcher(parameters.group(1));
        while (name.find()) {
            String one = name.group(1);
            text = text.replaceAll("([?&]" + Pattern.quote(one) + "=)[^&\\s]*", "$1xxxxxx");
            names.append(names.isEmpty() ? "" : ", ").append(one);
        }
        return text + "Unknown parameters: " + names + message.substring(parameters.end());
    }
}
