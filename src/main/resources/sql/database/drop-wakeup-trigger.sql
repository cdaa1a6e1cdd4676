-- The function takes its trigger along. DROP TRIGGER would need the table's owner, while the right TRIGGER, which was
-- enough to create it, is not enough to drop it.
DROP FUNCTION IF EXISTS courier.wake_up() CASCADE
