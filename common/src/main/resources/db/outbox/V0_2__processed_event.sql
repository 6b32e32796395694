-- Events whose effect has been made, by consumer: written in the effect's own transaction.
CREATE TABLE processed_event (
  consumer text NOT NULL,
  event_id text NOT NULL,
  at       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, event_id)
);
CREATE INDEX processed_event_at ON processed_event (at);
