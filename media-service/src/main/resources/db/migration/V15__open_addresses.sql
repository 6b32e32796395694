-- Deleted and rejected media that may still be put into the store, by an address that was signed:
-- part of a user's quota.
CREATE INDEX media_owner_open ON media (owner_id, expires_at)
  WHERE (deleted_at IS NOT NULL OR status = 'rejected') AND multipart_id IS NULL;
