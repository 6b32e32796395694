-- Of two things told of a profile the one with the higher version holds.
ALTER TABLE profile ADD COLUMN version bigint NOT NULL DEFAULT 1;
