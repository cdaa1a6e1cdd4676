-- Pauses a workspace, or everything (empty). The operator who paused it first stays on record.
INSERT INTO courier.pause (workspace_id, reason, paused_by) VALUES (?, ?, ?)
ON CONFLICT (workspace_id) DO NOTHING
