-- When the event was left that has an upload processed: one that is stuck is driven again.
ALTER TABLE media ADD COLUMN driven_at timestamptz;
CREATE INDEX media_processing ON media ((coalesce(driven_at, created_at)))
  WHERE status = 'processing' AND deleted_at IS NULL;
