-- A message that was on its way while its sender was being erased is found by a second look, some minutes
-- later. It begins where the first one ended: whoever is erased keeps the places they wrote in, which their
-- tombstones name anyway.
ALTER TABLE sender_conversation ADD COLUMN erased_seq bigint NOT NULL DEFAULT 0;
ALTER TABLE user_erasure ADD COLUMN again_at timestamptz;
DROP INDEX user_erasure_open;
CREATE INDEX user_erasure_open ON user_erasure (requested_at)
  WHERE completed_at IS NULL OR again_at IS NOT NULL;
