package io.webhookcourier.faults;

import java.sql.SQLException;
import java.util.List;

/**
 * Rows that are not as they should be, beside the good events of every trial: one that may not be changed, one whose success
 * may not be recorded, one without an event type, one with a number that no machine holds. They are left out of what is
 * counted; what they must not do is keep the others waiting.
 */
final class OddNeighbours {

    /** How their ids begin; the receiver accepts such events. */
    static final String PREFIX = "OK-odd-";

    /** A condition on ids. */
    static final String OTHERS = "\"id\" NOT LIKE '" + PREFIX + "%'";

    private static final String HUGE = "1" + "0".repeat(2_000);

    private OddNeighbours() {}

    static void moveInto(EventTable table) throws SQLException {
        table.update("""
                CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'not this row' USING ERRCODE = 'PT409';
                END $$""");
        table.update("CREATE TRIGGER refuse_change BEFORE UPDATE ON \"WebhookEvent\" FOR EACH ROW WHEN (OLD.\"id\" = '"
                + PREFIX + "frozen') EXECUTE FUNCTION public.refuse()");
        table.update("CREATE TRIGGER refuse_success BEFORE UPDATE ON \"WebhookEvent\" FOR EACH ROW WHEN (OLD.\"id\" = '"
                + PREFIX + "unsuccessful' AND NEW.\"status\" = 'SUCCEEDED') EXECUTE FUNCTION public.refuse()");
        table.update("ALTER TABLE \"WebhookEvent\" ALTER \"eventType\" DROP NOT NULL");
        table.insertEvents(List.of(PREFIX + "frozen", PREFIX + "unsuccessful", PREFIX + "null", PREFIX + "huge"));
        table.update("UPDATE \"WebhookEvent\" SET \"eventType\" = NULL WHERE \"id\" = '" + PREFIX + "null'");
        table.update("UPDATE \"WebhookEvent\" SET \"raw\" = jsonb_set(\"raw\", '{row,number}', '" + HUGE
                + "') WHERE \"id\" = '" + PREFIX + "huge'");
    }
}
