-- A replay can choose events that were skipped: SUCCEEDED rows for which nothing was sent.
ALTER TABLE courier.replay_job
    DROP CONSTRAINT replay_job_status_check,
    ADD CONSTRAINT replay_job_status_check CHECK (status IN ('FAILED', 'SUCCEEDED', 'SKIPPED'));
