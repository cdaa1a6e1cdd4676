package io.webhookcourier.config;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The two ports of the service, and who may use them. */
final class ListenerSettings {

    static final Section HTTP = new Section("Console, API and demo receiver");
    static final Section MANAGEMENT = new Section("Management: health, metrics, Hawtio");

    /** Beyond guessing, when it is random. */
    private static final int SHORTEST_TOKEN = 16;

    private static final Setting<String> HTTP_HOST = HTTP.setting("courier.http.host", "127.0.0.1", Types.bindHost())
            .provided("off the loopback only with courier.http.token", ListenerSettings::exposedWithoutToken)
            .describedAs("Address that the console, the API and the demo receiver listen on.");

    private static final Setting<Integer> HTTP_PORT = HTTP.setting("courier.http.port", "8080", Types.port())
            .describedAs("Port that they listen on; 0 takes any free one.");

    private static final Setting<Secret> TOKEN = HTTP.optional("courier.http.token", "none", tokens())
            .confidential()
            .provided(
                    "at least 16 characters each where console, API or Hawtio listen off the loopback",
                    ListenerSettings::exposedAndShort)
            .describedAs(
                    "Token that callers of the console, the API and Hawtio must present, or several with spaces between.",
                    "See [operations.md](operations.md#hawtio) for Hawtio. Several tokens let each team have its own, and"
                            + " let a new one be given out before an old one ends.");

    private static final Setting<Secret> READ_TOKEN = HTTP.optional("courier.http.read-token", "none", tokens())
            .confidential()
            .checkedBy(ListenerSettings::exposedAndShort)
            .provided("only with courier.http.token, and others", ListenerSettings::readTokenAlone)
            .checkedBy(ListenerSettings::sharedToken)
            .describedAs(
                    "Tokens with which callers may read everything in the console, the API and Hawtio, but change nothing.");

    /** None whose value is a secret: what it holds goes into the audit. */
    private static final Setting<String> USER_HEADER = HTTP.optional(
                    "courier.http.user-header",
                    "none",
                    Types.text(
                            "(?i)(?!(proxy-)?authorization$|cookie$)[a-z0-9!#$%&'*+.^_`|~-]{1,100}",
                            "not the name of a header that may be shown",
                            "a header's name of up to 100 letters, digits and !#$%&'*+-.^_`|~, such as X-Forwarded-User;"
                                    + " not one that holds credentials"))
            .describedAs(
                    "Header in which a proxy in front of the console and the API names the user, for the audit.",
                    "Set it only where every request passes through that proxy, and the proxy replaces or removes what"
                            + " clients send in this header.");

    private static final Setting<List<String>> ALLOWED_HOSTS = HTTP.optional(
                    "courier.http.allowed-hosts", "none", ListTypes.hostNames())
            .describedAs(
                    "Names under which browsers reach the console and the API, separated by commas.",
                    "Addresses, `localhost` and `courier.http.host` are always allowed; any other name is refused, because it"
                            + " could be an attacker's name that points here (DNS rebinding).");

    private static final Setting<String> MANAGEMENT_HOST = MANAGEMENT
            .setting("courier.management.host", "127.0.0.1", Types.bindHost())
            .describedAs(
                    "Address that health, metrics and Hawtio with Jolokia listen on.",
                    "Off the loopback, Hawtio and Jolokia are available only with `courier.http.token` set.");

    private static final Setting<Integer> MANAGEMENT_PORT = MANAGEMENT
            .setting("courier.management.port", "9876", Types.port())
            .provided("not that of courier.http.port on the same host", ListenerSettings::portOfHttp)
            .describedAs("Port that they listen on; 0 takes any free one.");

    private ListenerSettings() {}

    static Settings.Http http(SettingValues values) {
        return new Settings.Http(
                values.get(HTTP_HOST),
                values.get(HTTP_PORT),
                values.get(TOKEN),
                values.get(READ_TOKEN),
                values.get(USER_HEADER),
                values.orElse(ALLOWED_HOSTS, List.of()));
    }

    static Settings.Management management(SettingValues values) {
        return new Settings.Management(values.get(MANAGEMENT_HOST), values.get(MANAGEMENT_PORT));
    }

    /** Each travels in an Authorization header; a space separates several. */
    private static ValueType<Secret> tokens() {
        return Types.secret(
                "[!-~]{1,500}( +[!-~]{1,500}){0,99}",
                "holds a character that is not allowed in a header, or is too long",
                "up to 500 printable ASCII characters without spaces, or several such tokens with spaces between");
    }

    private static Optional<String> exposedWithoutToken(String host, SettingValues all) {
        return problemIf(
                !ListenAddress.isLoopback(host) && !all.isGiven(TOKEN),
                "not a loopback address, and courier.http.token is empty");
    }

    private static Optional<String> exposedAndShort(Secret token, SettingValues all) {
        boolean exposed = Stream.of(HTTP_HOST, MANAGEMENT_HOST)
                .anyMatch(host -> all.isSet(host) && !ListenAddress.isLoopback(all.get(host)));
        return problemIf(
                exposed && token.revealWords().stream().anyMatch(one -> one.length() < SHORTEST_TOKEN),
                "shorter than " + SHORTEST_TOKEN + " characters, and courier.http.host or courier.management.host"
                        + " is not a loopback address");
    }

    private static Optional<String> readTokenAlone(Secret token, SettingValues all) {
        return problemIf(
                !all.isGiven(TOKEN), "courier.http.token is empty, so every user of this machine could change things");
    }

    private static Optional<String> sharedToken(Secret token, SettingValues all) {
        return problemIf(
                all.isSet(TOKEN) && !Collections.disjoint(all.get(TOKEN).revealWords(), token.revealWords()),
                "holds a token of courier.http.token");
    }

    private static Optional<String> portOfHttp(Integer port, SettingValues all) {
        boolean known = all.isSet(HTTP_HOST) && all.isSet(HTTP_PORT) && all.isSet(MANAGEMENT_HOST);
        return problemIf(
                known
                        && port != 0
                        && port.equals(all.get(HTTP_PORT))
                        && all.get(HTTP_HOST).equalsIgnoreCase(all.get(MANAGEMENT_HOST)),
                "the port of " + all.shown(HTTP_PORT));
    }

    private static Optional<String> problemIf(boolean broken, String problem) {
        return broken ? Optional.of(problem) : Optional.empty();
    }
}
