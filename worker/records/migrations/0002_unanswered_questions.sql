-- Which group an unanswered question was counted in; null for every other turn. Set once, so that a turn that is delivered
-- again counts once, and the question itself is read from the turn's record: it goes when the turn goes.
ALTER TABLE turns ADD COLUMN question_group INTEGER;
CREATE INDEX turns_by_question_group ON turns (site, question_group, at, id) WHERE question_group IS NOT NULL;

-- Groups of questions that nobody could answer (worker/records/questions/). `number` counts up in a site: two writers that
-- open a group at once meet in the key, and one looks again. `languages` counts questions by language, as JSON.
CREATE TABLE question_groups (
  site TEXT NOT NULL,
  number INTEGER NOT NULL,
  status TEXT NOT NULL DEFAULT 'open',
  count INTEGER NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  languages TEXT NOT NULL,
  article TEXT,
  article_title TEXT,
  article_confidence REAL NOT NULL DEFAULT 0,
  PRIMARY KEY (site, number)
);
CREATE INDEX question_groups_in_order ON question_groups (site, status, count DESC, last_at DESC, number DESC);

-- The first distinct wordings of a group, masked: what new questions are compared with, and what an article draft lists.
-- `key` is the wording without case and punctuation. `vector` is int8 in base64, comparable with vectors of `embedder` only.
-- Everything older than a retention period goes with `last_at < ?` in this table and in question_groups.
CREATE TABLE question_wordings (
  site TEXT NOT NULL,
  number INTEGER NOT NULL,
  key TEXT NOT NULL,
  text TEXT NOT NULL,
  language TEXT NOT NULL,
  count INTEGER NOT NULL,
  last_at TEXT NOT NULL,
  embedder TEXT,
  vector TEXT,
  PRIMARY KEY (site, number, key)
);
CREATE INDEX question_wordings_by_key ON question_wordings (site, key, number);
CREATE INDEX question_wordings_by_embedder ON question_wordings (site, embedder, last_at) WHERE embedder IS NOT NULL;

-- Inverted index: the groups in which a word stands.
CREATE TABLE question_words (
  site TEXT NOT NULL,
  word TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (site, word, number)
) WITHOUT ROWID;

-- Who marked a group as what, and when. `count` is how often it had been asked by then.
CREATE TABLE question_changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  site TEXT NOT NULL,
  number INTEGER NOT NULL,
  at TEXT NOT NULL,
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  status TEXT NOT NULL,
  count INTEGER NOT NULL
);
CREATE INDEX question_changes_by_group ON question_changes (site, number, id);
