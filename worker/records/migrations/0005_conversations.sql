-- Past conversations (worker/records/conversations/): one row a conversation, written through its outbox, idempotent by revision.
-- `number` is when it began, in microseconds since 1970: the millisecond, then the next one that is free. It never changes, so it
-- is the order of every list and the place at which a page ends. `customer` is a keyed hash of the signed identity, or of the
-- visitor where there is none. `rules`, `agents` and `counts` are JSON.
CREATE TABLE conversations (
  number INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  customer TEXT NOT NULL,
  label TEXT NOT NULL,
  language TEXT NOT NULL,
  state TEXT NOT NULL,
  created TEXT NOT NULL,
  updated TEXT NOT NULL,
  resolved TEXT,
  resolved_by TEXT,
  reason TEXT,
  area TEXT,
  team TEXT,
  priority INTEGER,
  rules TEXT NOT NULL,
  agents TEXT NOT NULL,
  feedback TEXT,
  first_words TEXT NOT NULL,
  last_words TEXT NOT NULL,
  last_answer TEXT NOT NULL,
  counts TEXT NOT NULL
);
CREATE UNIQUE INDEX conversations_by_id ON conversations (site, id);
CREATE INDEX conversations_in_order ON conversations (site, number);
CREATE INDEX conversations_by_customer ON conversations (site, customer, number);

-- What is searched, by the same number. `facets` holds what a list is filtered by as words of its own kind (facets.ts), so that
-- filters and words are one look-up in one index; `asked` is what the customer wrote, `said` what was answered, both masked.
CREATE VIRTUAL TABLE conversation_words USING fts5 (
  facets, label, asked, said, tokenize = 'unicode61 remove_diacritics 2', prefix = '3'
);
-- In how many conversations a word stands.
CREATE VIRTUAL TABLE conversation_terms USING fts5vocab ('conversation_words', 'col');

-- What can be chosen in each filter. `label` is a person's name, and empty elsewhere.
CREATE TABLE conversation_choices (
  site TEXT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (site, kind, value)
) WITHOUT ROWID;
