#!/bin/sh
# The role that the service connects as, with no more rights than it needs (docs/database.md). PostgreSQL's image runs this
# once, after the application's tables were made.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$COURIER_DATABASE_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE courier_service LOGIN PASSWORD :'password';
CREATE SCHEMA courier AUTHORIZATION courier_service;
GRANT USAGE ON SCHEMA public TO courier_service;
GRANT SELECT, UPDATE ON "WebhookEvent" TO courier_service;
GRANT SELECT ("clientId", "crmWebhookEnabled", "crmWebhookUrl", "crmWebhookEvents", "crmWebhookSecret")
    ON "WorkspaceSettings" TO courier_service;
SQL
