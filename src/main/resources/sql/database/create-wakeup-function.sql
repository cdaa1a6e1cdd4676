-- Notifies the listening workers. One function for INSERTs of any size: the trigger calls it once per statement, and
-- equal notifications of one transaction are sent as one.
CREATE OR REPLACE FUNCTION courier.wake_up() RETURNS trigger
LANGUAGE plpgsql
AS $function$
BEGIN
    PERFORM pg_catalog.pg_notify('courier_wakeup', '');
    RETURN NULL;
END
$function$
