package io.webhookcourier.routefiles;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.properties.PropertiesLookup;

/**
 * The keys that routes name as <code>{{…}}</code> or as <code>${properties:…}</code>. Their values are literal: a secret
 * may hold braces, dollar signs and backslashes, and none of them refers to another key's value. Camel as it comes
 * resolves placeholders within values, and drops a backslash that is the last character or the one before.
 *
 * <p>An environment variable ({@code INBOXXIA_SECRET}) comes before the file's key ({@code inboxxia.secret}).
 */
public final class RouteProperties extends PropertiesComponent {

    /**
     * @param ownKeys of the users' routes
     * @param environment variables of the process
     */
    public RouteProperties(Map<String, String> ownKeys, Map<String, String> environment) {
        Properties initial = new Properties();
        initial.putAll(ownKeys);
        configure(initial);
        addPropertiesSource(new EnvironmentSource(environment));
        addPropertiesFunction(new EnvironmentFunction(environment));
    }

    private RouteProperties(PropertiesComponent original) {
        configure(original.getInitialProperties());
        setOverrideProperties(original.getOverrideProperties());
        original.getPropertiesSources().forEach(this::addPropertiesSource);
        addPropertiesFunction(original.getPropertiesFunction("env"));
    }

    /** The same keys for another context; a context takes its component with it when it ends. */
    static RouteProperties like(PropertiesComponent original) {
        return new RouteProperties(original);
    }

    private void configure(Properties initial) {
        setInitialProperties(initial);
        setNestedPlaceholder(false);
        setEnvironmentVariableMode(ENVIRONMENT_VARIABLES_MODE_NEVER);
    }

    /** A text that is one key and nothing else is that key's value, character by character. */
    @Override
    protected String parseUri(String text, PropertiesLookup lookup, boolean keepUnresolvedOptional) {
        String placeholder =
                text.contains(PREFIX_TOKEN) || text.contains(SUFFIX_TOKEN) ? text : PREFIX_TOKEN + text + SUFFIX_TOKEN;
        return isOneKey(placeholder)
                ? getPropertiesParser()
                        .parseUri(placeholder, lookup, isDefaultFallbackEnabled(), keepUnresolvedOptional, false)
                : super.parseUri(text, lookup, keepUnresolvedOptional);
    }

    /** <code>{{!key}}</code> is Camel's negation, which is not one key. */
    private static boolean isOneKey(String text) {
        return text.startsWith(PREFIX_TOKEN)
                && text.lastIndexOf(PREFIX_TOKEN) == 0
                && text.indexOf(SUFFIX_TOKEN) == text.length() - SUFFIX_TOKEN.length()
                && text.charAt(PREFIX_TOKEN.length()) != '!';
    }
}
