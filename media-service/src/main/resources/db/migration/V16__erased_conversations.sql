-- Conversations that were deleted: a message of one whose creation is read later must not bring its media
-- back.
CREATE TABLE erased_conversation (
  conversation_id uuid PRIMARY KEY,
  at              timestamptz NOT NULL
);
CREATE INDEX media_use_conversation ON media_use (conversation_id);

-- The conversation that ended, where it was not the message alone.
ALTER TABLE released_media ADD COLUMN conversation_id uuid;
CREATE INDEX released_media_conversation ON released_media (conversation_id)
  WHERE conversation_id IS NOT NULL;

ALTER TABLE erasure DROP CONSTRAINT erasure_cause_check;
ALTER TABLE erasure ADD CONSTRAINT erasure_cause_check
  CHECK (cause IN ('message', 'conversation', 'user'));
