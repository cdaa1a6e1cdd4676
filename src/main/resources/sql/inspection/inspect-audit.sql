-- What operators did, newest first: everything, or to one target, below an id. Earlier versions
-- recorded replay-resume as replay-go-on.
SELECT a.id,
       a.at,
       a.actor,
       CASE a.action WHEN 'replay-go-on' THEN 'replay-resume' ELSE a.action END AS action,
       a.target,
       left(a.detail ->> 'reason', 1000) AS reason,
       left((a.detail - 'reason')::text, 2000) AS detail
FROM courier.audit AS a
WHERE a.id < ?
  AND (?::text IS NULL OR a.target = ?)
ORDER BY a.id DESC
LIMIT ?
