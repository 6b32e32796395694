-- When a row last changed, in the only clock that commits cannot overtake: the transaction's own number.
-- Whoever was told of everything below the oldest number still under way at some moment has missed nothing
-- before it, in whatever order transactions commit.
CREATE FUNCTION stamp_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed_xid := pg_current_xact_id();
  RETURN NEW;
END $$;

ALTER TABLE participant  ADD COLUMN changed_xid xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE conversation ADD COLUMN changed_xid xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE activity     ADD COLUMN changed_xid xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE profile      ADD COLUMN changed_xid xid8 NOT NULL DEFAULT pg_current_xact_id();

CREATE TRIGGER stamp_change BEFORE UPDATE ON participant
  FOR EACH ROW EXECUTE FUNCTION stamp_change();
CREATE TRIGGER stamp_change BEFORE UPDATE ON conversation
  FOR EACH ROW EXECUTE FUNCTION stamp_change();
CREATE TRIGGER stamp_change BEFORE UPDATE ON activity
  FOR EACH ROW EXECUTE FUNCTION stamp_change();
-- What is shown of a profile, and not when its user was last seen.
CREATE TRIGGER stamp_change BEFORE UPDATE ON profile
  FOR EACH ROW
  WHEN ((OLD.name, OLD.avatar_url) IS DISTINCT FROM (NEW.name, NEW.avatar_url))
  EXECUTE FUNCTION stamp_change();

-- A sync walks a user's conversations in the order of their ids, those they have left among them. No index
-- has changed_xid: markers and activity move all the time, and stay within their pages.
CREATE INDEX participant_of_user ON participant (user_id, conversation_id);
DROP INDEX participant_by_user;
