-- What people made of drafts that waited for them: how often one was right as it stood, how much was changed, and how long
-- that took. Written once; the conversation has the same.
CREATE TABLE draft_decisions (
  site TEXT NOT NULL,
  turn TEXT NOT NULL,
  conversation TEXT NOT NULL,
  at TEXT NOT NULL,
  agent TEXT NOT NULL,
  decision TEXT NOT NULL,
  reason TEXT,
  took_ms INTEGER NOT NULL,
  -- Levenshtein distance between what was drafted and what was sent; null where nothing was.
  distance INTEGER,
  draft TEXT NOT NULL,
  sent TEXT,
  PRIMARY KEY (site, turn)
);
CREATE INDEX draft_decisions_by_time ON draft_decisions (site, at);
