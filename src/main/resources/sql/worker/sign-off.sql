-- A worker that ends in order leaves no heartbeat behind, unless rows still carry its token.
DELETE FROM courier.worker AS w
WHERE w.id = ?
  AND
{{every-queue:worker/owns-no-row}}
