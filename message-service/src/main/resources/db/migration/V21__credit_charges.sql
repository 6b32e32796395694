-- What is between a charge at the platform's ledger and the message it is for: written before the
-- ledger is asked, gone when both are done. What is left over after a while is settled by a job: the
-- message is there, so it is charged; or it is not, so nothing is.
CREATE TABLE credit_charge (
  message_id      uuid        NOT NULL,
  conversation_id uuid        NOT NULL,
  user_id         text        NOT NULL,
  amount          integer     NOT NULL,
  state           text        NOT NULL CHECK (state IN ('charging', 'refunding', 'unpaid')),
  next_at         timestamptz NOT NULL,
  attempts        integer     NOT NULL DEFAULT 0,
  PRIMARY KEY (conversation_id, message_id)
);
CREATE INDEX credit_charge_due ON credit_charge (next_at) WHERE state <> 'unpaid';
