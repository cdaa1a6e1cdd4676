-- Whether deliveries of a workspace are paused, on its own or with all others.
SELECT EXISTS (SELECT FROM courier.pause AS p WHERE p.workspace_id IN ('', ?)) AS paused
