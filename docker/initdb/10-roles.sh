#!/bin/sh
# Runs once, when the database folder is empty: the three roles, and the database they share.
# portal_owner owns the database and runs migrations; what the other two may do is granted after
# each migration from one list in the code (partnership/grants.py).
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set owner="$OWNER_PASSWORD" --set web="$WEB_PASSWORD" --set worker="$WORKER_PASSWORD" <<'SQL'
CREATE ROLE portal_owner LOGIN PASSWORD :'owner';
CREATE ROLE portal_web LOGIN PASSWORD :'web';
CREATE ROLE portal_worker LOGIN PASSWORD :'worker';
CREATE DATABASE portal OWNER portal_owner;
REVOKE ALL ON DATABASE portal FROM PUBLIC;
GRANT CONNECT ON DATABASE portal TO portal_web, portal_worker;
SQL
