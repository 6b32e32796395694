-- What can be found, beside the messages themselves: written behind them, from their events, so that
-- a send pays nothing for it. `terms` holds what the message says, word for word, each led by six
-- characters that stand for its conversation and stretch of it (see SearchPlace): a look-up costs
-- what the caller's own conversations hold, whatever all others say.
CREATE TABLE search_document (
  conversation_id uuid        NOT NULL,
  seq             bigint      NOT NULL,
  rev             bigint      NOT NULL,
  sender_id       text        NOT NULL,
  type            text        NOT NULL,
  created_at      timestamptz NOT NULL,
  terms           tsvector    NOT NULL,
  PRIMARY KEY (conversation_id, seq)
);

-- A message's terms share their beginning, so they land on a page or two of the index: gathering them in
-- a pending list gains nothing, and every look-up would have to read that list from end to end.
CREATE INDEX search_document_terms ON search_document USING gin (terms) WITH (fastupdate = off);

-- How far the documents have been made anew from the messages, and by which rules they were made.
CREATE TABLE search_rebuild (
  only_one        boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  rules           text    NOT NULL,
  conversation_id uuid    NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
  seq             bigint  NOT NULL DEFAULT 0,
  finished        boolean NOT NULL DEFAULT false
);
INSERT INTO search_rebuild (rules) VALUES ('none');
