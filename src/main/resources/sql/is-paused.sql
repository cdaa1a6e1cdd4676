-- Whether deliveries of a workspace are paused, by itself or with all others.
SELECT EXISTS (SELECT FROM courier.pause AS p WHERE p.workspace_id IN ('', ?)) AS paused
