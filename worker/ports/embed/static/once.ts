export interface OnceOptions {
  /** A promise begun by another request may die with it, so nobody waits for one longer than this. */
  patience?: number;
  /** After a failure, how long it is not tried again. */
  pause?: number;
  now?: () => number;
}

/**
 * Loads something once for everybody: whoever asks meanwhile waits for the same. A failure is a null and one report; it is
 * tried again later, and reported again only after it has worked.
 */
export function once<From, T>(
  load: (from: From) => Promise<T>,
  report: (cause: unknown) => void,
  { patience = 3_000, pause = 30_000, now = Date.now }: OnceOptions = {},
): (from: From) => Promise<T | null> {
  let loaded: T | null = null;
  let loading: Promise<T | null> | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;
  let silent = false;

  const attempt = async (from: From): Promise<T | null> => {
    try {
      loaded = await load(from);
      return loaded;
    } catch (cause) {
      failedAt = now();
      if (!silent) report(cause);
      silent = true;
      return null;
    }
  };

  return async (from) => {
    if (loaded !== null) return loaded;
    if (now() - failedAt < pause) return null;
    const mine = loading ?? attempt(from);
    loading = mine;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), patience);
    });
    const found = await Promise.race([mine, end]);
    clearTimeout(timer);
    // Failed, or nobody knows: the next one begins anew.
    if (loading === mine) loading = null;
    return found;
  };
}
