-- Whether what the conversation shows itself to be about is the platform's word: then it replaces what a
-- user has said, and no user replaces it. Of old ones nobody knows whose word they are: they stay what
-- they have been, and cost nobody anything.
ALTER TABLE conversation ADD COLUMN context_by_platform boolean NOT NULL DEFAULT false;

UPDATE conversation SET context_by_platform = true WHERE context_id IS NOT NULL;
