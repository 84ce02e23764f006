/** Runs statements in one transaction. */
export type Write = (statements: D1PreparedStatement[]) => Promise<unknown>;

interface Waiting {
  statements: D1PreparedStatement[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * What several callers write to D1 at the same moment goes as one batch: one request and one commit instead of one each. When
 * it fails each of them tries alone, so that nobody fails for somebody else's statement. Statements are safe to repeat.
 */
export function together(db: D1Database): Write {
  let waiting: Waiting[] = [];
  const send = async () => {
    const taken = waiting;
    waiting = [];
    try {
      await db.batch(taken.flatMap(({ statements }) => statements));
      for (const { resolve } of taken) resolve();
    } catch (error) {
      const [only, ...others] = taken;
      if (only && others.length === 0) only.reject(error);
      else for (const { statements, resolve, reject } of taken) await db.batch(statements).then(resolve, reject);
    }
  };
  return (statements) =>
    new Promise<void>((resolve, reject) => {
      if (waiting.push({ statements, resolve, reject }) === 1) setTimeout(send, 0);
    });
}
