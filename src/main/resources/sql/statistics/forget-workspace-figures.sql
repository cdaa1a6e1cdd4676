-- Forgets what workspaces did more than a week ago.
DELETE FROM courier.workspace_figures AS f WHERE f.hour < now() - interval '8 days'
