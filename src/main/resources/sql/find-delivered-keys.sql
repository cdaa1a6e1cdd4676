-- Which of these keys were delivered and are guarded.
SELECT k.dedupe_key FROM courier.delivered_key AS k WHERE k.dedupe_key = ANY (?)
