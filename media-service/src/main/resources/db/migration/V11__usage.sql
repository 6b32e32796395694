-- Which messages carry which media: media that no message carries any more is taken away.
CREATE TABLE media_use (
  media_id   uuid        NOT NULL,
  message_id uuid        NOT NULL,
  at         timestamptz NOT NULL,
  PRIMARY KEY (message_id, media_id)
);
CREATE INDEX media_use_media ON media_use (media_id);

-- Messages that were deleted: one whose creation is read later must not bring its media back.
CREATE TABLE deleted_message (
  message_id uuid PRIMARY KEY,
  at         timestamptz NOT NULL
);
CREATE INDEX deleted_message_at ON deleted_message (at);

-- What was taken away because of a message or a user, for whoever has to show it.
CREATE TABLE erasure (
  id         uuid PRIMARY KEY,
  cause      text NOT NULL CHECK (cause IN ('message', 'user')),
  subject_id text NOT NULL,
  media      bigint NOT NULL DEFAULT 0,
  bytes      bigint NOT NULL DEFAULT 0,
  at         timestamptz NOT NULL,
  UNIQUE (cause, subject_id)
);

ALTER TABLE media
  ADD COLUMN erasure_id uuid,
  -- Whether all that carries it is known: not of what was there before this was kept.
  ADD COLUMN tracked boolean NOT NULL DEFAULT false;
ALTER TABLE media ALTER COLUMN tracked SET DEFAULT true;
CREATE INDEX media_erasure ON media (erasure_id) WHERE erasure_id IS NOT NULL;
CREATE INDEX media_unused ON media (created_at)
  WHERE status = 'ready' AND tracked AND deleted_at IS NULL;
