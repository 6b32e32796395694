-- The replies of each thread, in their order: a page of them is found at any depth, in a conversation of
-- any size. Messages in no thread are not in it.
--
-- There may be a large table to read, and what is sent to a partition waits meanwhile: so it is one
-- partition after the other, each in a transaction of its own (see this file's .conf). Cut off anywhere,
-- it begins anew. Not CONCURRENTLY: that waits for every transaction that is open, those of the nodes
-- among them that wait for this migration's end.
DROP INDEX IF EXISTS message_thread;
CREATE INDEX message_thread ON ONLY message (conversation_id, (details ->> 'thread_root'), seq)
  WHERE details ->> 'thread_root' IS NOT NULL;

DROP INDEX IF EXISTS message_0_thread;
CREATE INDEX message_0_thread ON message_0 (conversation_id, (details ->> 'thread_root'), seq)
  WHERE details ->> 'thread_root' IS NOT NULL;
DROP INDEX IF EXISTS message_1_thread;
CREATE INDEX message_1_thread ON message_1 (conversation_id, (details ->> 'thread_root'), seq)
  WHERE details ->> 'thread_root' IS NOT NULL;
DROP INDEX IF EXISTS message_2_thread;
CREATE INDEX message_2_thread ON message_2 (conversation_id, (details ->> 'thread_root'), seq)
  WHERE details ->> 'thread_root' IS NOT NULL;
DROP INDEX IF EXISTS message_3_thread;
CREATE INDEX message_3_thread ON message_3 (conversation_id, (details ->> 'thread_root'), seq)
  WHERE details ->> 'thread_root' IS NOT NULL;
DROP INDEX IF EXISTS message_4_thread;
CREATE INDEX message_4_thread ON message_4 (conversation_id, (details ->> 'thread_root'), seq)
  WHERE details ->> 'thread_root' IS NOT NULL;
DROP INDEX IF EXISTS message_5_thread;
CREATE INDEX message_5_thread ON message_5 (conversation_id, (details ->> 'thread_root'), seq)
  WHERE details ->> 'thread_root' IS NOT NULL;
DROP INDEX IF EXISTS message_6_thread;
CREATE INDEX message_6_thread ON message_6 (conversation_id, (details ->> 'thread_root'), seq)
  WHERE details ->> 'thread_root' IS NOT NULL;
DROP INDEX IF EXISTS message_7_thread;
CREATE INDEX message_7_thread ON message_7 (conversation_id, (details ->> 'thread_root'), seq)
  WHERE details ->> 'thread_root' IS NOT NULL;

ALTER INDEX message_thread ATTACH PARTITION message_0_thread;
ALTER INDEX message_thread ATTACH PARTITION message_1_thread;
ALTER INDEX message_thread ATTACH PARTITION message_2_thread;
ALTER INDEX message_thread ATTACH PARTITION message_3_thread;
ALTER INDEX message_thread ATTACH PARTITION message_4_thread;
ALTER INDEX message_thread ATTACH PARTITION message_5_thread;
ALTER INDEX message_thread ATTACH PARTITION message_6_thread;
ALTER INDEX message_thread ATTACH PARTITION message_7_thread;
