-- Sample orders of the embedded `orders` driver. `data` is an order as JSON (worker/ports/orders/schema.ts).
CREATE TABLE orders (
  site TEXT NOT NULL,
  number TEXT NOT NULL,
  email TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (site, number)
);
CREATE INDEX orders_by_email ON orders (site, email);

-- One row a turn, written through the conversation's outbox, idempotent by id. `record` is the TurnRecord as JSON.
CREATE TABLE turns (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  conversation TEXT NOT NULL,
  at TEXT NOT NULL,
  release TEXT NOT NULL,
  area TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT,
  rules TEXT NOT NULL,
  confidence REAL NOT NULL,
  sent INTEGER NOT NULL,
  record TEXT NOT NULL
);
CREATE INDEX turns_by_site ON turns (site, at);
CREATE INDEX turns_by_conversation ON turns (conversation, at);
