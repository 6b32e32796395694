-- The numbers of a conversation: the row that a send locks. Updated by every batch, so pages keep
-- room for its next versions (HOT), and no index but the key's touches it.
CREATE TABLE conversation_head (
  conversation_id uuid PRIMARY KEY,
  last_seq        bigint NOT NULL DEFAULT 0,
  last_rev        bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

-- Every statement names the conversation, so the partitions can live on other nodes.
CREATE TABLE message (
  conversation_id uuid        NOT NULL,
  seq             bigint      NOT NULL,
  rev             bigint      NOT NULL,
  id              uuid        NOT NULL,
  type            text        NOT NULL,
  sender_id       text        NOT NULL,
  sender_name     text,
  content         text,
  -- What most messages lack: attachments, location, reply, thread, mentions, metadata, origin.
  details         jsonb,
  silent          boolean     NOT NULL DEFAULT false,
  pinned          boolean     NOT NULL DEFAULT false,
  created_at      timestamptz NOT NULL,
  edited_at       timestamptz,
  deleted_at      timestamptz,
  PRIMARY KEY (conversation_id, seq),
  UNIQUE (conversation_id, id)
) PARTITION BY HASH (conversation_id);

DO $$
BEGIN
  FOR i IN 0..7 LOOP
    EXECUTE format(
      'CREATE TABLE message_%s PARTITION OF message FOR VALUES WITH (MODULUS 8, REMAINDER %s)', i, i);
  END LOOP;
END $$;

CREATE UNIQUE INDEX message_rev ON message (conversation_id, rev);

-- Where media was sent to, so that its readers are that conversation's participants.
CREATE TABLE message_media (
  media_id        uuid   NOT NULL,
  conversation_id uuid   NOT NULL,
  seq             bigint NOT NULL,
  PRIMARY KEY (media_id, conversation_id, seq)
);
