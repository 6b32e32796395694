-- Uploads are processed after they have arrived. What a client sent lies under <id>/upload, which is
-- never served; what is served lies under <id>/original, <id>/large and <id>/thumbnail.
ALTER TABLE media
  -- What the client said it would send, and the SHA-256 it gave for it, in hex.
  ADD COLUMN declared_type  text,
  ADD COLUMN checksum       text,
  -- How often processing has begun: one that takes its process down with it is given up too.
  ADD COLUMN attempts       integer NOT NULL DEFAULT 0,
  -- Nothing could look into it (a film without ffmpeg): kept as it came.
  ADD COLUMN unprocessed    boolean NOT NULL DEFAULT false,
  -- The types of the further variants, where there are any.
  ADD COLUMN large_type     text,
  ADD COLUMN thumbnail_type text,
  -- Loudness over time, 0–100 each.
  ADD COLUMN waveform       bytea,
  -- An upload that the client puts into the store itself: until when, and in which parts.
  ADD COLUMN expires_at     timestamptz,
  ADD COLUMN multipart_id   text,
  ADD COLUMN part_size      bigint;

-- What is of no more use to anyone and still in the store: deleted or rejected.
DROP INDEX media_unpurged;
CREATE INDEX media_unpurged ON media (created_at)
  WHERE (deleted_at IS NOT NULL OR status = 'rejected') AND NOT purged;
-- A user's quota.
CREATE INDEX media_owner ON media (owner_id) WHERE deleted_at IS NULL AND status <> 'rejected';
