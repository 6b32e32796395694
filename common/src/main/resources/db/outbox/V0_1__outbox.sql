-- Events that a transaction caused and that Kafka does not have yet. A row holds the events of one
-- transaction for one topic, in order. The relay sends rows by position and deletes what the broker
-- has acknowledged, so the table is empty when the suite is at rest.
CREATE TABLE outbox (
  position    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic       text NOT NULL,
  event_count integer NOT NULL,
  events      bytea NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now()
) WITH (
  -- Every row dies young: vacuum by count, not by share, so that the relay's scan stays short.
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_threshold = -1
);
ALTER TABLE outbox ALTER COLUMN events SET STORAGE EXTERNAL;
