-- Events that Kafka takes at no time, as they are larger than its limit. The relay has gone on with the
-- others; `events` is as in the outbox, so that a row can be put back when the limit is raised.
-- Repeatable, as every service has its own later versions: it comes after them, and to old databases too.
CREATE TABLE IF NOT EXISTS refused_event (
  position   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id   text NOT NULL,
  topic      text NOT NULL,
  key        text NOT NULL,
  reason     text,
  events     bytea NOT NULL,
  refused_at timestamptz NOT NULL DEFAULT now()
);
