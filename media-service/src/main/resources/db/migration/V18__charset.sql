-- Of a text, where there is no doubt of it.
ALTER TABLE media ADD COLUMN charset text;
