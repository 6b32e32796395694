-- What was uploaded. Its bytes lie in the object store under <id>/original.
CREATE TABLE media (
  id           uuid PRIMARY KEY,
  owner_id     text NOT NULL,
  status       text NOT NULL CHECK (status IN ('pending', 'processing', 'ready', 'rejected')),
  reason       text,
  file_name    text,
  content_type text NOT NULL,
  size         bigint NOT NULL,
  width        integer,
  height       integer,
  duration_ms  bigint,
  blurhash     text,
  version      bigint NOT NULL,
  created_at   timestamptz NOT NULL,
  -- Gone for everyone from here on. The row stays a while, so that deleting again is no error and
  -- an object that arrives late is taken away too.
  deleted_at   timestamptz,
  -- Whether the objects of a deleted one are out of the store.
  purged       boolean NOT NULL DEFAULT false
);

-- What the cleaner looks for; empty at rest, but for what was deleted lately.
CREATE INDEX media_unfinished ON media (created_at) WHERE status = 'pending' AND deleted_at IS NULL;
CREATE INDEX media_unpurged ON media (deleted_at) WHERE deleted_at IS NOT NULL AND NOT purged;
CREATE INDEX media_deleted ON media (deleted_at) WHERE deleted_at IS NOT NULL AND purged;
