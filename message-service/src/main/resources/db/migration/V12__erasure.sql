-- Where each user has written: what is erased with them. Written when someone writes in a
-- conversation for the first time; an index of the messages by sender would cost every send.
CREATE TABLE sender_conversation (
  sender_id       text NOT NULL,
  conversation_id uuid NOT NULL,
  PRIMARY KEY (sender_id, conversation_id)
);

INSERT INTO sender_conversation SELECT DISTINCT sender_id, conversation_id FROM message;

-- Users who are to be erased, and how far that has come.
CREATE TABLE user_erasure (
  user_id      text        PRIMARY KEY,
  requested_at timestamptz NOT NULL,
  leased_until timestamptz,
  messages     bigint      NOT NULL DEFAULT 0,
  completed_at timestamptz
);

CREATE INDEX user_erasure_open ON user_erasure (requested_at) WHERE completed_at IS NULL;

-- Deleted messages that others may still show a preview of.
CREATE TABLE quotes_left (
  conversation_id uuid NOT NULL,
  message_id      uuid NOT NULL,
  PRIMARY KEY (conversation_id, message_id)
);
