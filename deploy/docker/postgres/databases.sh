#!/bin/bash
# Run once by the postgres image, when its volume is new: a database for each service that keeps something.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -v password="$PARLEY_DATABASE_PASSWORD" --username "$POSTGRES_USER" <<'SQL'
CREATE ROLE parley LOGIN PASSWORD :'password';
CREATE DATABASE conversation OWNER parley;
CREATE DATABASE message OWNER parley;
CREATE DATABASE media OWNER parley;
SQL
