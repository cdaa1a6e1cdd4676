package io.webhookcourier.database;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Whether PostgreSQL accepts connections, as every attempt to open one tells. So log, health, console and API say one
 * sentence about an outage, and none of a driver's or a pool's. Thread-safe.
 */
public final class Reachability {

    /**
     * PostgreSQL gives no connection.
     *
     * @param since by this machine's clock: the database's cannot be asked
     * @param text one sentence without a full stop that names the server, the reason and since when
     */
    public record Outage(Instant since, String text) {}

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    /** Too many connections: those that are open work, so the server is not away. */
    private static final String TOO_MANY = "53300";

    private final String server;
    private final InstantSource clock;
    private volatile Outage outage;

    /** @param server host and port, for people */
    Reachability(String server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
    }

    /** Empty while connections can be opened, as far as is known. */
    public Optional<Outage> outage() {
        return Optional.ofNullable(outage);
    }

    /** The outage in place of a driver's words, or the failure itself when there is none. */
    SQLException inWords(SQLException e) {
        Outage known = outage;
        return known == null ? e : new DatabaseAwayException(known.text(), e);
    }

    void opened() {
        outage = null;
    }

    void failed(SQLException e) {
        if (TOO_MANY.equals(e.getSQLState())) {
            return;
        }
        Outage known = outage;
        Instant since = known == null ? clock.instant() : known.since();
        outage = new Outage(
                since,
                "PostgreSQL at " + server + " " + ConnectionFailure.inWords(e) + " (since " + TIME.format(since)
                        + " UTC)");
    }
}
