package io.webhookcourier.config;

import io.webhookcourier.text.NearestName;
import io.webhookcourier.text.OneLine;
import io.webhookcourier.text.Trimmed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The environment variables that override keys. */
final class EnvironmentVariables {

    /** Kubernetes sets these in every pod for a service whose name starts with "courier"; they are not meant for this program. */
    private static final Pattern SERVICE_LINK_NAME = Pattern.compile(
            "COURIER_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern SERVICE_LINK_VALUE = Pattern.compile("(tcp|udp|sctp)://\\S+:\\d+");

    private final Map<String, String> environment;

    /** Adds a mistake for each variable that is named like ours and is not one of them. */
    EnvironmentVariables(Map<String, String> environment, List<String> mistakes, List<String> warnings) {
        List<String> known = Catalogue.SETTINGS.stream().map(Setting::variable).toList();
        this.environment = new TreeMap<>(environment);
        this.environment.entrySet().removeIf(variable -> isServiceLink(variable, warnings));
        this.environment.keySet().stream()
                .filter(name -> name.startsWith(Setting.VARIABLE_PREFIX) && !known.contains(name))
                .forEach(name -> mistakes.add("environment variable " + OneLine.shortened(name)
                        + " is not a setting; the nearest is " + NearestName.to(name, known)));
    }

    private static boolean isServiceLink(Map.Entry<String, String> variable, List<String> warnings) {
        String name = variable.getKey();
        boolean link = name.startsWith(Setting.VARIABLE_PREFIX)
                && (SERVICE_LINK_NAME.matcher(name).matches()
                        || (name.endsWith("_PORT")
                                && SERVICE_LINK_VALUE
                                        .matcher(variable.getValue())
                                        .matches()));
        if (link) {
            warnings.add("environment variable " + OneLine.shortened(name)
                    + " is ignored: Kubernetes sets it for a service");
        }
        return link;
    }

    /** What the environment says; a variable that is set but empty asks for the default. */
    Optional<SettingValues.Given> of(Setting<?> setting) {
        Optional<SettingValues.Given> own = given(setting.variable());
        return own.isPresent() || setting.specialVariable() == null ? own : given(setting.specialVariable());
    }

    private Optional<SettingValues.Given> given(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .map(text -> new SettingValues.Given(Trimmed.of(text), variable));
    }
}
