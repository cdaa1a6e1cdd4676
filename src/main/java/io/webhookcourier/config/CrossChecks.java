package io.webhookcourier.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;

/**
 * What settings demand of each other (contract, section 2). A demand is not checked while a value that it compares was
 * refused on its own.
 */
final class CrossChecks {

    /** Beyond guessing, when it is random. */
    private static final int SHORTEST_TOKEN = 16;

    private final SettingValues values;
    private final Mistakes mistakes;

    CrossChecks(SettingValues values, Mistakes mistakes) {
        this.values = values;
        this.mistakes = mistakes;
    }

    /** Adds a mistake for each demand that is not met. */
    void check() {
        above(Catalogue.STALE_LOCK, Catalogue.DELIVERY_TIMEOUT);
        above(Catalogue.SHUTDOWN_TIMEOUT, Catalogue.DELIVERY_TIMEOUT);
        checkDeadWorkerAfter();
        if (known(Catalogue.MAXIMUM_DELAY, Catalogue.INITIAL_DELAY)) {
            refuseIf(
                    values.get(Catalogue.MAXIMUM_DELAY).compareTo(values.get(Catalogue.INITIAL_DELAY)) < 0,
                    Catalogue.MAXIMUM_DELAY,
                    "below " + values.shown(Catalogue.INITIAL_DELAY));
        }
        checkDatabase();
        checkListeners();
        refuseIf(
                values.isSet(Catalogue.TRUSTSTORE_PASSWORD) && !values.isGiven(Catalogue.TRUSTSTORE),
                Catalogue.TRUSTSTORE_PASSWORD,
                "courier.tls.truststore is empty");
    }

    private void checkDeadWorkerAfter() {
        if (known(Catalogue.DEAD_WORKER_AFTER, Catalogue.DELIVERY_TIMEOUT)) {
            Duration twice = values.get(Catalogue.DELIVERY_TIMEOUT).multipliedBy(2);
            refuseIf(
                    values.get(Catalogue.DEAD_WORKER_AFTER).compareTo(twice) < 0,
                    Catalogue.DEAD_WORKER_AFTER,
                    "less than twice " + values.shown(Catalogue.DELIVERY_TIMEOUT) + ", so "
                            + DurationText.forPeople(twice) + " at least");
        }
    }

    private void checkDatabase() {
        boolean configured = values.isGiven(Catalogue.DATABASE_URL);
        for (SettingKey<?> credential :
                new SettingKey<?>[] {Catalogue.DATABASE_USERNAME, Catalogue.DATABASE_PASSWORD}) {
            refuseIf(values.isSet(credential) && !configured, credential, "courier.database.url is empty");
        }
        refuseIf(
                configured && Boolean.TRUE.equals(values.get(Catalogue.DEMO)),
                Catalogue.DEMO,
                "a database is configured, and the demo never writes to one; it is "
                        + values.shown(Catalogue.DATABASE_URL));
    }

    private void checkListeners() {
        refuseIf(
                isOffLoopback(Catalogue.HTTP_HOST) && !values.isGiven(Catalogue.HTTP_TOKEN),
                Catalogue.HTTP_HOST,
                "not a loopback address, and courier.http.token is empty");
        checkTokenLength(Catalogue.HTTP_TOKEN);
        checkTokenLength(Catalogue.HTTP_READ_TOKEN);
        refuseIf(
                values.isSet(Catalogue.HTTP_READ_TOKEN) && !values.isGiven(Catalogue.HTTP_TOKEN),
                Catalogue.HTTP_READ_TOKEN,
                "courier.http.token is empty, so everybody on this machine may change things");
        refuseIf(
                known(Catalogue.HTTP_TOKEN, Catalogue.HTTP_READ_TOKEN)
                        && !Collections.disjoint(
                                values.get(Catalogue.HTTP_TOKEN).revealWords(),
                                values.get(Catalogue.HTTP_READ_TOKEN).revealWords()),
                Catalogue.HTTP_READ_TOKEN,
                "holds a token of courier.http.token");
        if (known(Catalogue.HTTP_HOST, Catalogue.HTTP_PORT, Catalogue.MANAGEMENT_HOST, Catalogue.MANAGEMENT_PORT)) {
            int port = values.get(Catalogue.MANAGEMENT_PORT);
            refuseIf(
                    port != 0
                            && port == values.get(Catalogue.HTTP_PORT)
                            && values.get(Catalogue.HTTP_HOST).equalsIgnoreCase(values.get(Catalogue.MANAGEMENT_HOST)),
                    Catalogue.MANAGEMENT_PORT,
                    "the port of " + values.shown(Catalogue.HTTP_PORT));
        }
    }

    private void checkTokenLength(SettingKey<Secret> token) {
        if (known(token)) {
            refuseIf(
                    (isOffLoopback(Catalogue.HTTP_HOST) || isOffLoopback(Catalogue.MANAGEMENT_HOST))
                            && values.get(token).revealWords().stream().anyMatch(one -> one.length() < SHORTEST_TOKEN),
                    token,
                    "shorter than " + SHORTEST_TOKEN + " characters, and courier.http.host or courier.management.host"
                            + " is not a loopback address");
        }
    }

    private boolean isOffLoopback(SettingKey<String> host) {
        return known(host) && !BindHostType.isLoopback(values.get(host));
    }

    private void above(SettingKey<Duration> key, SettingKey<Duration> other) {
        if (known(key, other)) {
            refuseIf(values.get(key).compareTo(values.get(other)) <= 0, key, "not above " + values.shown(other));
        }
    }

    private boolean known(SettingKey<?>... keys) {
        return Arrays.stream(keys).allMatch(values::isSet);
    }

    private void refuseIf(boolean broken, SettingKey<?> key, String problem) {
        if (broken) {
            mistakes.add(values.refusal(key, problem));
        }
    }
}
