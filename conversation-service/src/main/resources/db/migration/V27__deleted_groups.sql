-- When an admin deleted the group. Its row stays, so that nothing brings it back, and the rows of those
-- who were in it, so that devices which were away are told.
ALTER TABLE conversation ADD COLUMN deleted_at timestamptz;

-- What those may read who were out of it before goes with it.
CREATE INDEX left_conversation_by_conversation ON left_conversation (conversation_id);
