-- What users have reported, once each: with the message as it was, since it may be edited or
-- deleted before anyone looks.
CREATE TABLE message_report (
  id              uuid        PRIMARY KEY,
  conversation_id uuid        NOT NULL,
  message_id      uuid        NOT NULL,
  reporter_id     text        NOT NULL,
  sender_id       text        NOT NULL,
  reason          text        NOT NULL,
  reported        jsonb,
  created_at      timestamptz NOT NULL,
  UNIQUE (conversation_id, message_id, reporter_id)
);

CREATE INDEX message_report_sender ON message_report (sender_id);
