-- An inbox is narrowed from its conversations to their contexts, not the other way round: there are few
-- of the first and any number of the second.
CREATE INDEX conversation_context_by_conversation ON conversation_context (conversation_id);

-- What of a conversation those may read who join it later.
ALTER TABLE conversation ADD COLUMN history text NOT NULL DEFAULT 'all'
  CHECK (history IN ('all', 'since_joining'));

-- What those who left a conversation, or were taken out of it, keep of it: its messages after from_seq up
-- to left_seq, and what it was called and looked like then. It ends when they are taken in again.
CREATE TABLE left_conversation (
  user_id         text COLLATE "C" NOT NULL,
  conversation_id uuid NOT NULL REFERENCES conversation,
  left_at         timestamptz NOT NULL,
  from_seq        bigint NOT NULL,
  left_seq        bigint NOT NULL,
  name            text,
  avatar_url      text,
  context_type    text,
  context_id      text,
  state           text NOT NULL,
  metadata        text,
  updated_at      timestamptz NOT NULL,
  version         bigint NOT NULL,
  rev             bigint NOT NULL,
  PRIMARY KEY (user_id, conversation_id)
);

-- Of those who left before, it is only known how far they had it.
INSERT INTO left_conversation
SELECT p.user_id, p.conversation_id, p.left_at, 0, greatest(p.joined_seq, p.delivered_seq), c.name,
       c.avatar_url, c.context_type, c.context_id, c.state, c.metadata, c.updated_at, c.version, a.rev
FROM participant p
JOIN conversation c ON c.id = p.conversation_id
JOIN activity a ON a.conversation_id = p.conversation_id
WHERE p.left_at IS NOT NULL;
