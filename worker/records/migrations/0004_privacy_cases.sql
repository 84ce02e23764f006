-- Privacy requests with their legal due day (worker/turn/privacy/), one a handoff, written through the conversation's outbox and
-- idempotent by the handoff's id. `type` is empty where the kind of request could not be told. A case stays open until a person
-- says it is done: that the conversation has ended answers no request.
CREATE TABLE privacy_cases (
  handoff TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  conversation TEXT NOT NULL,
  opened TEXT NOT NULL,
  type TEXT NOT NULL,
  due TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'open',
  done_at TEXT,
  done_by TEXT
);
CREATE INDEX privacy_cases_by_due ON privacy_cases (site, status, due, handoff);
