-- Whether a worker w owns no row of a queue. Part of other statements (Sql), once for each queue.
NOT EXISTS (SELECT FROM "WebhookEvent" AS e WHERE e."status" = 'RUNNING' AND starts_with(e."lockedBy", w.id || '/'))
