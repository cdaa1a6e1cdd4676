package io.webhookcourier.config;

import java.time.Duration;

/** What settings demand of each other (contract, section 2). */
final class CrossChecks {

    private final SettingValues values;

    CrossChecks(SettingValues values) {
        this.values = values;
    }

    /** @throws ConfigurationException for the first demand that is not met */
    void check() {
        above(Catalogue.STALE_LOCK, Catalogue.DELIVERY_TIMEOUT);
        above(Catalogue.SHUTDOWN_TIMEOUT, Catalogue.DELIVERY_TIMEOUT);
        Duration twice = values.get(Catalogue.DELIVERY_TIMEOUT).multipliedBy(2);
        refuseIf(
                values.get(Catalogue.DEAD_WORKER_AFTER).compareTo(twice) < 0,
                Catalogue.DEAD_WORKER_AFTER,
                "less than twice " + values.shown(Catalogue.DELIVERY_TIMEOUT) + ", so " + DurationText.forPeople(twice)
                        + " at least");
        refuseIf(
                values.get(Catalogue.MAXIMUM_DELAY).compareTo(values.get(Catalogue.INITIAL_DELAY)) < 0,
                Catalogue.MAXIMUM_DELAY,
                "below " + values.shown(Catalogue.INITIAL_DELAY));
        checkDatabase();
        checkListeners();
        refuseIf(
                values.isSet(Catalogue.TRUSTSTORE_PASSWORD) && !values.isSet(Catalogue.TRUSTSTORE),
                Catalogue.TRUSTSTORE_PASSWORD,
                "courier.tls.truststore is empty");
    }

    private void checkDatabase() {
        boolean configured = values.isSet(Catalogue.DATABASE_URL);
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
        String host = values.get(Catalogue.HTTP_HOST);
        refuseIf(
                !BindHostType.isLoopback(host) && !values.isSet(Catalogue.HTTP_TOKEN),
                Catalogue.HTTP_HOST,
                "not a loopback address, and courier.http.token is empty");
        int port = values.get(Catalogue.MANAGEMENT_PORT);
        refuseIf(
                port != 0
                        && port == values.get(Catalogue.HTTP_PORT)
                        && host.equalsIgnoreCase(values.get(Catalogue.MANAGEMENT_HOST)),
                Catalogue.MANAGEMENT_PORT,
                "the port of " + values.shown(Catalogue.HTTP_PORT));
    }

    private void above(SettingKey<Duration> key, SettingKey<Duration> other) {
        refuseIf(values.get(key).compareTo(values.get(other)) <= 0, key, "not above " + values.shown(other));
    }

    private void refuseIf(boolean broken, SettingKey<?> key, String problem) {
        if (broken) {
            throw values.refuse(key, problem);
        }
    }
}
