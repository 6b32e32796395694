-- What the reactions look like from outside: each emoji with its count and its first users. The
-- users themselves are in `reaction`; this is what a page of history reads, without a join.
ALTER TABLE message ADD COLUMN reactions jsonb;
-- Replies in the thread that this message is the root of; null for none.
ALTER TABLE message ADD COLUMN thread_replies integer;

-- Who quotes a message: their previews go when it is deleted. Plain messages are not in it.
CREATE INDEX message_quoting ON message (conversation_id, (details #>> '{reply_to,id}'))
  WHERE details #>> '{reply_to,id}' IS NOT NULL;

CREATE INDEX message_pinned ON message (conversation_id, seq) WHERE pinned;

-- Earlier contents, each with the change that replaced it.
CREATE TABLE message_edit (
  conversation_id uuid        NOT NULL,
  seq             bigint      NOT NULL,
  rev             bigint      NOT NULL,
  content         text,
  edited_at       timestamptz NOT NULL,
  PRIMARY KEY (conversation_id, seq, rev)
);

-- `rev` is the change that put it there, and so the order they came in.
CREATE TABLE reaction (
  conversation_id uuid   NOT NULL,
  seq             bigint NOT NULL,
  emoji           text   NOT NULL,
  user_id         text   NOT NULL,
  rev             bigint NOT NULL,
  PRIMARY KEY (conversation_id, seq, emoji, user_id)
);

CREATE INDEX reaction_user ON reaction (user_id);
