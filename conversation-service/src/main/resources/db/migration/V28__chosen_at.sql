-- When what a profile says was chosen, or the platform said it: an older word changes it no more. Null where
-- that was before this column was.
ALTER TABLE profile ADD COLUMN chosen_at timestamptz;
