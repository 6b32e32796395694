-- Media that looked unfinished when a message with it was stored, until someone has looked once more:
-- its event may have come before the message was there to be completed. Nearly empty at all times.
CREATE TABLE unfinished_media (
  conversation_id uuid        NOT NULL,
  message_id      uuid        NOT NULL,
  media_id        uuid        NOT NULL,
  owner_id        text        NOT NULL,
  noted_at        timestamptz NOT NULL,
  PRIMARY KEY (conversation_id, message_id, media_id)
);
