-- When the platform deleted the account: its profile is empty for good.
ALTER TABLE profile ADD COLUMN deleted_at timestamptz;

-- The platform's requests for a system message that have had their effect: once for each key, and the
-- message's own identifier only tells a repetition within one conversation.
CREATE TABLE requested_message (
  key             text PRIMARY KEY,
  conversation_id uuid REFERENCES conversation,
  requested_at    timestamptz NOT NULL
);
