/**
 * Forward-only numbered migrations of one object's tables. Step n runs once, in order, in the transaction of the call
 * that opened the object; a step must leave tables that the previous worker can still read.
 */
export function migrate(storage: DurableObjectStorage, steps: readonly string[]): void {
  // Almost every time an object wakes.
  if (exists(storage) && stepOf(storage) === steps.length) return;
  storage.transactionSync(() => {
    storage.sql.exec('CREATE TABLE IF NOT EXISTS migrations (step INTEGER PRIMARY KEY)');
    const done = stepOf(storage);
    steps.slice(done).forEach((step, i) => {
      storage.sql.exec(step);
      storage.sql.exec('INSERT INTO migrations (step) VALUES (?)', done + i + 1);
    });
  });
}

const stepOf = (storage: DurableObjectStorage): number =>
  storage.sql.exec<{ step: number }>('SELECT COALESCE(MAX(step), 0) AS step FROM migrations').one().step;

/** Whether an object holds anything yet. Reading an unknown id must not write. */
export const exists = (storage: DurableObjectStorage): boolean =>
  storage.sql.exec("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'").toArray().length > 0;
