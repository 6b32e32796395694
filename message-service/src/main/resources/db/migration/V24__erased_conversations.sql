-- Whether the conversation was deleted: it takes no numbers any more, and so no message and no change.
ALTER TABLE conversation_head ADD COLUMN ended boolean NOT NULL DEFAULT false;

-- Conversations that are to be erased, and how far that has come. Whoever works on one holds its row.
CREATE TABLE conversation_erasure (
  conversation_id uuid        PRIMARY KEY,
  requested_at    timestamptz NOT NULL,
  messages        bigint      NOT NULL DEFAULT 0,
  completed_at    timestamptz,
  again_at        timestamptz
);

CREATE INDEX conversation_erasure_open ON conversation_erasure (requested_at)
  WHERE completed_at IS NULL OR again_at IS NOT NULL;

-- Finds what a conversation carries.
CREATE INDEX message_media_by_conversation ON message_media (conversation_id);
