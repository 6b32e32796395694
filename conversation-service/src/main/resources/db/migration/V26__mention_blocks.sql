-- Nobody else writes until it is done: what is deleted here and counted below is one state.
LOCK TABLE mention IN SHARE ROW EXCLUSIVE MODE;

-- What is left of messages that were deleted since: what is taken in from now on leaves nothing of them.
DELETE FROM mention m USING uncounted_message u
WHERE u.conversation_id = m.conversation_id AND u.seq = m.seq;

-- Who is mentioned beside '@all' is so once.
DELETE FROM mention m USING mention a
WHERE a.conversation_id = m.conversation_id AND a.seq = m.seq AND a.user_id = '@all'
  AND m.user_id <> '@all';

-- Finds what an edit or a deletion takes back.
CREATE INDEX mention_by_message ON mention (conversation_id, seq);

-- How often each is mentioned, by the thousand messages: as uncounted_block, and kept in the same way.
CREATE TABLE mention_block (
  conversation_id uuid   NOT NULL,
  user_id         text   COLLATE "C" NOT NULL,
  block           bigint NOT NULL,
  mentions        bigint NOT NULL,
  PRIMARY KEY (conversation_id, user_id, block)
) WITH (fillfactor = 70);

INSERT INTO mention_block
SELECT conversation_id, user_id, seq >> 10, count(*) FROM mention GROUP BY 1, 2, 3;

CREATE FUNCTION count_mentions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO mention_block AS b (conversation_id, user_id, block, mentions)
    SELECT conversation_id, user_id, seq >> 10, count(*) FROM added GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (conversation_id, user_id, block)
      DO UPDATE SET mentions = b.mentions + excluded.mentions;
  ELSE
    UPDATE mention_block b SET mentions = b.mentions - gone.mentions
    FROM (SELECT conversation_id, user_id, seq >> 10 AS block, count(*) AS mentions
          FROM removed GROUP BY 1, 2, 3) gone
    WHERE b.conversation_id = gone.conversation_id AND b.user_id = gone.user_id
      AND b.block = gone.block;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER count_added AFTER INSERT ON mention
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_mentions();
CREATE TRIGGER count_removed AFTER DELETE ON mention
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_mentions();

CREATE OR REPLACE VIEW inbox_entry AS
SELECT p.conversation_id,
       p.user_id,
       p.role,
       p.joined_at,
       p.joined_seq,
       p.read_seq,
       p.delivered_seq,
       p.muted_until,
       p.pinned,
       a.archived OR coalesce(p.archived_seq >= a.last_counted_seq, false) AS archived,
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
                    WHERE u.conversation_id = p.conversation_id
                      AND u.seq > p.read_seq AND u.seq < ((p.read_seq >> 10) + 1) << 10)
                 + (SELECT coalesce(sum(b.uncounted), 0)::bigint FROM uncounted_block b
                    WHERE b.conversation_id = p.conversation_id AND b.block > p.read_seq >> 10) END
       ) AS unread_count,
       CASE WHEN a.last_mention_seq <= p.read_seq THEN 0
            ELSE (SELECT count(*) FROM mention m
                  WHERE m.conversation_id = p.conversation_id
                    AND m.user_id IN (p.user_id, '@all')
                    AND m.seq > p.read_seq AND m.seq < ((p.read_seq >> 10) + 1) << 10)
               + (SELECT coalesce(sum(b.mentions), 0)::bigint FROM mention_block b
                  WHERE b.conversation_id = p.conversation_id
                    AND b.user_id IN (p.user_id, '@all') AND b.block > p.read_seq >> 10) END
         AS mention_count
FROM participant p
JOIN activity a ON a.conversation_id = p.conversation_id
WHERE p.left_at IS NULL;
