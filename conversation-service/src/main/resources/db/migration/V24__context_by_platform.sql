-- Whether what the conversation shows itself to be about is the platform's word: then it replaces what a
-- user has said, and no user replaces it. Of old ones it is known where the platform opened the
-- conversation, or a match turned it to itself; a booking says so again with its next status.
ALTER TABLE conversation ADD COLUMN context_by_platform boolean NOT NULL DEFAULT false;

UPDATE conversation c SET context_by_platform = true
WHERE context_id IS NOT NULL
  AND (created_by IS NULL
       OR EXISTS (SELECT FROM opened_match m
                  WHERE m.match_id = c.context_id AND m.conversation_id = c.id));
