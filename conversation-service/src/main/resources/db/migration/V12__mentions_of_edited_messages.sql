-- Mentions as the newest edit of their message has them, though message.created may come after it.
ALTER TABLE mention ADD COLUMN rev bigint NOT NULL DEFAULT 0;
CREATE TABLE edited_message (
  conversation_id uuid NOT NULL,
  seq             bigint NOT NULL,
  rev             bigint NOT NULL,
  PRIMARY KEY (conversation_id, seq)
);

-- The newest message that counts. That somebody joined brings no conversation back that was put away.
ALTER TABLE activity ADD COLUMN last_counted_seq bigint NOT NULL DEFAULT 0;
UPDATE activity SET last_counted_seq = last_seq;

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
