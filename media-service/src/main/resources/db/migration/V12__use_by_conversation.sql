-- A message's id counts within its conversation, and its sender chooses it: someone could send one
-- by another's id elsewhere, and delete it. Of messages from before the conversation is not known;
-- theirs is the nil UUID, which stands for any.
ALTER TABLE media_use ADD COLUMN conversation_id uuid NOT NULL
  DEFAULT '00000000-0000-0000-0000-000000000000';
ALTER TABLE media_use ALTER COLUMN conversation_id DROP DEFAULT;
ALTER TABLE media_use DROP CONSTRAINT media_use_pkey;
ALTER TABLE media_use ADD PRIMARY KEY (message_id, conversation_id, media_id);

ALTER TABLE deleted_message ADD COLUMN conversation_id uuid NOT NULL
  DEFAULT '00000000-0000-0000-0000-000000000000';
ALTER TABLE deleted_message ALTER COLUMN conversation_id DROP DEFAULT;
ALTER TABLE deleted_message DROP CONSTRAINT deleted_message_pkey;
ALTER TABLE deleted_message ADD PRIMARY KEY (message_id, conversation_id);
