-- What operators did to one event. Hashed, because an event's id may be longer than an entry of a B-tree may be, and then
-- the event could not be replayed.
DROP INDEX IF EXISTS courier.audit_target_idx;
CREATE INDEX audit_target_idx ON courier.audit USING hash (target);
