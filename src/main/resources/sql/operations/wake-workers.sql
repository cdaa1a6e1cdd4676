-- Has every worker look for due rows once this transaction is committed.
SELECT pg_notify('courier_wakeup', '')
