-- How many messages no unread count counts, by the thousand: what a marker far behind has to leave out is
-- summed up from here, and looked through only in the marker's own block. Kept by the database itself, so that
-- no statement can forget it. Who writes holds the conversation's row in `activity`.
CREATE TABLE uncounted_block (
  conversation_id uuid   NOT NULL,
  block           bigint NOT NULL,
  uncounted       bigint NOT NULL,
  PRIMARY KEY (conversation_id, block)
) WITH (fillfactor = 70);

INSERT INTO uncounted_block
SELECT conversation_id, seq >> 10, count(*) FROM uncounted_message GROUP BY 1, 2;

CREATE FUNCTION count_uncounted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO uncounted_block AS b (conversation_id, block, uncounted)
    SELECT conversation_id, seq >> 10, count(*) FROM added GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (conversation_id, block)
      DO UPDATE SET uncounted = b.uncounted + excluded.uncounted;
  ELSE
    UPDATE uncounted_block b SET uncounted = b.uncounted - gone.messages
    FROM (SELECT conversation_id, seq >> 10 AS block, count(*) AS messages
          FROM removed GROUP BY 1, 2) gone
    WHERE b.conversation_id = gone.conversation_id AND b.block = gone.block;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER count_added AFTER INSERT ON uncounted_message
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_uncounted();
CREATE TRIGGER count_removed AFTER DELETE ON uncounted_message
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_uncounted();

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
            ELSE (SELECT count(DISTINCT m.seq) FROM mention m
                  WHERE m.conversation_id = p.conversation_id
                    AND m.user_id IN (p.user_id, '@all') AND m.seq > p.read_seq
                    AND NOT EXISTS (SELECT FROM uncounted_message u
                                    WHERE u.conversation_id = m.conversation_id AND u.seq = m.seq)) END
         AS mention_count
FROM participant p
JOIN activity a ON a.conversation_id = p.conversation_id
WHERE p.left_at IS NULL;
