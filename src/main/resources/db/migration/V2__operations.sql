-- What operators do: replay of many events as a job, retention, and who did what.

-- "Who did something to this?" for an event's page and for support. Few rows: one for every act of an operator.
CREATE INDEX audit_target_idx ON courier.audit (target, at);
COMMENT ON COLUMN courier.audit.target IS 'event:<id>, workspace:<id>, replay:<job id>, table:<name> or everything';

-- A replay of many events. Progress is written together with every batch, so that an interrupted job goes on exactly
-- where it was, and whoever sets another state stops it before its next batch.
CREATE TABLE courier.replay_job (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    state         text NOT NULL DEFAULT 'RUNNING' CONSTRAINT replay_job_state_check
        CHECK (state IN ('RUNNING', 'STOPPED', 'DONE')),
    background    boolean NOT NULL,
    actor         text NOT NULL,
    reason        text,
    -- What is chosen; null: whatever it is.
    status        text NOT NULL CONSTRAINT replay_job_status_check CHECK (status IN ('FAILED', 'SUCCEEDED')),
    workspace_id  text,
    event_type    text,
    since         timestamptz,
    until         timestamptz,
    error_text    text,
    -- How it is done.
    force         boolean NOT NULL,
    keep_attempts boolean NOT NULL,
    max_rows      integer NOT NULL,
    per_second    integer NOT NULL,
    -- How far it is. The cursor is the last row that was looked at, by runAt and id.
    expected      bigint NOT NULL,
    replayed      bigint NOT NULL DEFAULT 0,
    left_out      bigint NOT NULL DEFAULT 0,
    cursor_run_at timestamp,
    cursor_id     text
);
COMMENT ON COLUMN courier.replay_job.background IS 'a running service goes on with it; else whoever started it does';
COMMENT ON COLUMN courier.replay_job.left_out IS 'events that were delivered before, without force';
CREATE INDEX replay_job_running_idx ON courier.replay_job (id) WHERE state = 'RUNNING';

-- One round of removing what is past its retention, for each kind. The lease lets one worker at a time remove.
CREATE TABLE courier.retention (
    kind        text PRIMARY KEY CONSTRAINT retention_kind_check CHECK (kind IN ('attempts', 'keys', 'succeeded')),
    runner      text,
    lease_until timestamptz,
    begun_at    timestamptz,
    finished_at timestamptz,
    position    text,
    removed     bigint NOT NULL DEFAULT 0
);
COMMENT ON COLUMN courier.retention.position IS 'where the round under way goes on; null: at the beginning';
COMMENT ON COLUMN courier.retention.removed IS 'rows removed in this round, or in the last one when none is under way';
INSERT INTO courier.retention (kind) VALUES ('attempts'), ('keys'), ('succeeded');
