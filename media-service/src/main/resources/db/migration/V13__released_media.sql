-- Media of deleted messages. Another message may carry it whose event has not been read yet: it is
-- taken away after a while, when message-service says that none does.
CREATE TABLE released_media (
  media_id   uuid        NOT NULL,
  message_id uuid        NOT NULL,
  at         timestamptz NOT NULL,
  PRIMARY KEY (media_id, message_id)
);
CREATE INDEX released_media_at ON released_media (at);
