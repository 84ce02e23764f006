-- Turns drawn for review (worker/qa/sampling.ts), and whether anybody has reviewed them: the list of what is left is one range
-- of the index. Turns that were not drawn are not in it.
ALTER TABLE turns ADD COLUMN drawn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE turns ADD COLUMN reviewed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX turns_drawn ON turns (site, reviewed, at, id) WHERE drawn = 1;

-- What people say about a drawn turn: one row a turn and reviewer, a later verdict of the same person replaces it. `turn_at` is
-- when the turn was decided, `probability` the share it was drawn at, so that an estimate needs this table only.
CREATE TABLE reviews (
  site TEXT NOT NULL,
  turn TEXT NOT NULL,
  conversation TEXT NOT NULL,
  area TEXT NOT NULL,
  release TEXT NOT NULL,
  turn_at TEXT NOT NULL,
  at TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  reviewer_name TEXT NOT NULL,
  verdict TEXT NOT NULL,
  sentence TEXT,
  note TEXT,
  probability REAL NOT NULL,
  PRIMARY KEY (site, turn, reviewer)
);
CREATE INDEX reviews_by_turn_time ON reviews (site, turn_at, area);
