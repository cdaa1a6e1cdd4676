package io.webhookcourier.field;

import io.webhookcourier.support.TestDatabase;

/** An application's trigger that refuses changes of rows of {@code "WebhookEvent"}. */
final class Refusals {

    private final TestDatabase database;

    Refusals(TestDatabase database) {
        this.database = database;
    }

    /** Refuses updates from now on; the condition is about OLD and NEW. */
    void when(String when, String sqlState) {
        end();
        database.update("""
                CREATE OR REPLACE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'not this row' USING ERRCODE = '%s';
                END $$""".formatted(sqlState));
        database.update("CREATE TRIGGER refuse BEFORE UPDATE ON \"WebhookEvent\" FOR EACH ROW WHEN (" + when
                + ") EXECUTE FUNCTION public.refuse()");
    }

    /** Refuses deletions from now on; the condition is about OLD. */
    void deletionsWhen(String when) {
        when("false", "23503");
        database.update("CREATE TRIGGER refuse_deletion BEFORE DELETE ON \"WebhookEvent\" FOR EACH ROW WHEN (" + when
                + ") EXECUTE FUNCTION public.refuse()");
    }

    void end() {
        database.update("DROP TRIGGER IF EXISTS refuse_deletion ON \"WebhookEvent\"");
        database.update("DROP TRIGGER IF EXISTS refuse ON \"WebhookEvent\"");
    }
}
