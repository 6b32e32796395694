-- What a user is called. A name that the user chose here wins over the one in their token.
CREATE TABLE profile (
  user_id    text COLLATE "C" PRIMARY KEY,
  name       text,
  avatar_url text,
  chosen     boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL
);

-- The slow part of a conversation: it changes when somebody edits it or its membership, never when a
-- message is sent. A direct one names its pair, in byte order, and there is one for each pair.
CREATE TABLE conversation (
  id                uuid PRIMARY KEY,
  type              text NOT NULL CHECK (type IN ('direct', 'group')),
  low_user_id       text COLLATE "C",
  high_user_id      text COLLATE "C",
  low_blocks        boolean NOT NULL DEFAULT false,
  high_blocks       boolean NOT NULL DEFAULT false,
  name              text,
  avatar_url        text,
  context_type      text,
  context_id        text,
  state             text NOT NULL CHECK (state IN ('open', 'read_only', 'archived')),
  metadata          text,
  created_by        text,
  created_at        timestamptz NOT NULL,
  updated_at        timestamptz NOT NULL,
  version           bigint NOT NULL,
  participant_count integer NOT NULL,
  CONSTRAINT one_conversation_per_pair UNIQUE (low_user_id, high_user_id),
  CONSTRAINT pair_of_a_direct_one CHECK (
    CASE type WHEN 'direct' THEN low_user_id IS NOT NULL AND high_user_id IS NOT NULL
                             AND low_user_id < high_user_id
              ELSE low_user_id IS NULL AND high_user_id IS NULL END)
);

-- Every match, booking or job that a conversation was opened for; the newest is the one it shows.
CREATE TABLE conversation_context (
  type            text NOT NULL,
  id              text NOT NULL,
  conversation_id uuid NOT NULL REFERENCES conversation,
  added_at        timestamptz NOT NULL,
  PRIMARY KEY (type, id, conversation_id)
);

-- The fast part: what messages do to a conversation, taken from message.created and message.updated.
-- Small rows, and no index on what changes, so that updates stay within the page.
CREATE TABLE activity (
  conversation_id        uuid PRIMARY KEY REFERENCES conversation,
  active_at              timestamptz NOT NULL,
  last_seq               bigint NOT NULL DEFAULT 0,
  rev                    bigint NOT NULL DEFAULT 0,
  last_uncounted_seq     bigint NOT NULL DEFAULT 0,
  last_mention_seq       bigint NOT NULL DEFAULT 0,
  archived               boolean NOT NULL DEFAULT false,
  last_message_id        uuid,
  last_message_rev       bigint NOT NULL DEFAULT 0,
  last_message_sender_id text,
  last_message_type      text,
  last_message_preview   text,
  last_message_at        timestamptz
) WITH (fillfactor = 50);

-- Messages that no unread count counts: tombstones and silent system messages.
CREATE TABLE uncounted_message (
  conversation_id uuid NOT NULL,
  seq             bigint NOT NULL,
  PRIMARY KEY (conversation_id, seq)
);

-- Who was mentioned where; '@all' stands for everybody but the sender.
CREATE TABLE mention (
  conversation_id uuid NOT NULL,
  user_id         text COLLATE "C" NOT NULL,
  seq             bigint NOT NULL,
  PRIMARY KEY (conversation_id, user_id, seq)
);

-- One row for each user who is or was in a conversation. The markers only ever move forward.
-- archived_seq: the conversation's last seq when the user put it away; a newer message brings it back.
CREATE TABLE participant (
  conversation_id uuid NOT NULL REFERENCES conversation,
  user_id         text COLLATE "C" NOT NULL,
  role            text NOT NULL CHECK (role IN ('admin', 'member')),
  joined_at       timestamptz NOT NULL,
  joined_seq      bigint NOT NULL,
  left_at         timestamptz,
  read_seq        bigint NOT NULL,
  delivered_seq   bigint NOT NULL,
  muted_until     timestamptz,
  pinned          boolean NOT NULL DEFAULT false,
  archived_seq    bigint,
  PRIMARY KEY (conversation_id, user_id)
) WITH (fillfactor = 70);
CREATE INDEX participant_by_user ON participant (user_id, conversation_id) WHERE left_at IS NULL;

-- Numbers the states of what a user has not read, so that of two pushed states the newer one is known.
CREATE TABLE unread_version (
  user_id text COLLATE "C" PRIMARY KEY,
  version bigint NOT NULL
) WITH (fillfactor = 70);

-- Who wants to hear nothing from whom.
CREATE TABLE block (
  blocker_id text COLLATE "C" NOT NULL,
  blocked_id text COLLATE "C" NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (blocker_id, blocked_id),
  CHECK (blocker_id <> blocked_id)
);

-- Matches that have had their effect: match.created may come twice.
CREATE TABLE opened_match (
  match_id        text PRIMARY KEY,
  conversation_id uuid REFERENCES conversation,
  opened_at       timestamptz NOT NULL
);

-- A conversation as each of its participants has it. Unread counts are derived, never kept:
-- the messages after the read marker, less those that do not count.
CREATE VIEW inbox_entry AS
SELECT p.conversation_id,
       p.user_id,
       p.role,
       p.joined_at,
       p.joined_seq,
       p.read_seq,
       p.delivered_seq,
       p.muted_until,
       p.pinned,
       a.archived OR coalesce(p.archived_seq >= a.last_seq, false) AS archived,
       a.active_at,
       a.last_seq,
       a.rev,
       a.last_message_id,
       a.last_message_sender_id,
       a.last_message_type,
       a.last_message_preview,
       a.last_message_at,
       greatest(0, a.last_seq - p.read_seq -
         CASE WHEN a.last_uncounted_seq <= p.read_seq THEN 0
              ELSE (SELECT count(*) FROM uncounted_message u
                    WHERE u.conversation_id = p.conversation_id AND u.seq > p.read_seq) END
       ) AS unread_count,
       CASE WHEN a.last_mention_seq <= p.read_seq THEN 0
            ELSE (SELECT count(DISTINCT m.seq) FROM mention m
                  WHERE m.conversation_id = p.conversation_id
                    AND m.user_id IN (p.user_id, '@all') AND m.seq > p.read_seq
                    AND NOT EXISTS (SELECT FROM uncounted_message u
                                    WHERE u.conversation_id = m.conversation_id AND u.seq = m.seq)) END
         AS mention_count
FROM participant p
JOIN activity a ON a.conversation_id = p.conversation_id
WHERE p.left_at IS NULL;
