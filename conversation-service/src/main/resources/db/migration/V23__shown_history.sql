-- When it last changed what those who join later may read: what they see then is no change of a message.
ALTER TABLE conversation ADD COLUMN history_xid xid8;

CREATE FUNCTION stamp_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.history_xid := pg_current_xact_id();
  RETURN NEW;
END $$;

CREATE TRIGGER stamp_history BEFORE UPDATE ON conversation
  FOR EACH ROW WHEN (OLD.history IS DISTINCT FROM NEW.history)
  EXECUTE FUNCTION stamp_history();
