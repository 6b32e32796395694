-- Who had unread counts repaired, why, and what came of it.
CREATE TABLE unread_repair (
  id            uuid PRIMARY KEY,
  requested_by  text NOT NULL,
  reason        text NOT NULL,
  requested_at  timestamptz NOT NULL,
  dry_run       boolean NOT NULL,
  conversations integer NOT NULL,
  report        text NOT NULL
);
CREATE INDEX unread_repair_at ON unread_repair (requested_at);
