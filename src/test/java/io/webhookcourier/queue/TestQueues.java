package io.webhookcourier.queue;

import io.webhookcourier.support.TestDatabase;
import java.util.EnumMap;
import java.util.Map;

/** Tables that differ from the application's in everything that a description can say, and their descriptions. */
final class TestQueues {

    /** Keys are uuids, statuses texts, payloads kept to the byte in a second table, and a lane is an endpoint. */
    static final QueueTable DELIVERIES = new QueueTable(
            "deliveries",
            "courier_test.delivery",
            QueueTable.inSnakeCase(
                    Map.of(
                            QueueColumn.PROVIDER, "'WEBHOOK'",
                            QueueColumn.EVENT_TYPE,
                                    "(SELECT v.event_type FROM courier_test.event AS v WHERE v.id = e.event_id)",
                            QueueColumn.DEDUPE_KEY, "e.endpoint_id || ':' || e.event_id",
                            QueueColumn.RAW, "(SELECT v.payload FROM courier_test.event AS v WHERE v.id = e.event_id)",
                            QueueColumn.MAX_ATTEMPTS, "3",
                            QueueColumn.CREATED_AT,
                                    "(SELECT v.created_at AT TIME ZONE 'UTC' FROM courier_test.event AS v WHERE v.id = e.event_id)")),
            KeyType.UUID,
            PayloadType.TEXT,
            "'WEBHOOK/' || e.endpoint_id");

    /** Keys are numbers, statuses of an enum of its own, names in quotes, and a lane is a workspace. */
    static final QueueTable JOBS = new QueueTable(
            "jobs",
            "courier_test.\"Job\"",
            jobColumns(),
            KeyType.BIGINT,
            PayloadType.JSONB,
            QueueTable.LANE_OF_WORKSPACE);

    private TestQueues() {}

    static void create(TestDatabase database) {
        database.update("CREATE SCHEMA courier_test");
        database.update("""
                CREATE TABLE courier_test.event (
                    id         uuid PRIMARY KEY,
                    event_type text NOT NULL,
                    payload    json NOT NULL,
                    created_at timestamptz NOT NULL DEFAULT now()
                )""");
        database.update("""
                CREATE TABLE courier_test.delivery (
                    id           uuid PRIMARY KEY,
                    event_id     uuid NOT NULL REFERENCES courier_test.event,
                    endpoint_id  text NOT NULL,
                    workspace_id text NOT NULL,
                    status       text NOT NULL DEFAULT 'PENDING'
                                 CHECK (status IN ('PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED')),
                    attempts     int NOT NULL DEFAULT 0 CHECK (endpoint_id <> 'ep_refused' OR attempts = 0),
                    run_at       timestamp(3) NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
                    locked_at    timestamp(3),
                    locked_by    text,
                    started_at   timestamp(3),
                    finished_at  timestamp(3),
                    last_error   varchar(40),
                    updated_at   timestamp(3) NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
                )""");
        database.update("CREATE INDEX ON courier_test.delivery (status, run_at)");
        database.update("CREATE TYPE courier_test.\"State\" AS ENUM ('PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED')");
        database.update("""
                CREATE TABLE courier_test."Job" (
                    "jobId"       bigint PRIMARY KEY,
                    "state"       courier_test."State" NOT NULL DEFAULT 'PENDING',
                    "attempts"    int NOT NULL DEFAULT 0,
                    "runAt"       timestamp(3) NOT NULL,
                    "lockedAt"    timestamp(3),
                    "lockedBy"    text,
                    "startedAt"   timestamp(3),
                    "finishedAt"  timestamp(3),
                    "lastError"   text,
                    "updatedAt"   timestamp(3) NOT NULL,
                    "provider"    text NOT NULL,
                    "eventType"   text NOT NULL,
                    "dedupeKey"   text NOT NULL UNIQUE,
                    "workspaceId" text,
                    "body"        jsonb,
                    "maxAttempts" int,
                    "createdAt"   timestamp(3) NOT NULL
                )""");
    }

    private static Map<QueueColumn, String> jobColumns() {
        Map<QueueColumn, String> columns = new EnumMap<>(QueueTable.APPLICATION.columns());
        columns.put(QueueColumn.ID, "\"jobId\"");
        columns.put(QueueColumn.STATUS, "\"state\"");
        columns.put(QueueColumn.RAW, "\"body\"");
        return columns;
    }
}
