-- Figures for people: what became of attempts, counted as it happens. Counting the attempt log for a chart would cost
-- more the more is delivered, and an index on its times would cost at every delivery. Each worker adds to these rows
-- every few seconds.

CREATE TABLE courier.minute_figures (
    minute    timestamptz PRIMARY KEY,
    delivered bigint NOT NULL,
    retried   bigint NOT NULL,
    failed    bigint NOT NULL,
    not_sent  bigint NOT NULL
) WITH (fillfactor = 50);
COMMENT ON COLUMN courier.minute_figures.not_sent IS 'skipped, or known as a duplicate';

CREATE TABLE courier.workspace_figures (
    workspace_id  text NOT NULL,
    hour          timestamptz NOT NULL,
    delivered     bigint NOT NULL,
    retried       bigint NOT NULL,
    failed        bigint NOT NULL,
    not_sent      bigint NOT NULL,
    last_error    text,
    last_error_at timestamptz,
    last_event_id text,
    PRIMARY KEY (workspace_id, hour)
) WITH (fillfactor = 50);
COMMENT ON COLUMN courier.workspace_figures.last_event_id IS 'the event that the last error was about';
