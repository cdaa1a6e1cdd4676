-- Only after INSERT: on UPDATE the workers' own claims would fire it.
CREATE TRIGGER courier_wakeup AFTER INSERT ON "WebhookEvent"
    FOR EACH STATEMENT EXECUTE FUNCTION courier.wake_up()
