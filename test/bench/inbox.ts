export interface Seen<T> {
  frame: T;
  /** When it arrived, by `performance.now()`. */
  at: number;
}

/** Frames of one socket, for a bench that waits for a certain one. */
export class Inbox<T> {
  #seen: Seen<T>[] = [];
  #look: (() => void) | null = null;

  push(frame: T, at = performance.now()): void {
    this.#seen.push({ frame, at });
    this.#look?.();
  }

  /** The first frame that fits, come or to come; what came before it is dropped. */
  next(fits: (frame: T) => boolean, what: string, patience = 10_000): Promise<Seen<T>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${what} within ${patience} ms; last frames: ${this.#tail()}`)), patience);
      this.#look = () => {
        const at = this.#seen.findIndex(({ frame }) => fits(frame));
        const found = this.#seen[at];
        if (!found) return;
        this.#seen = this.#seen.slice(at + 1);
        this.#look = null;
        clearTimeout(timer);
        resolve(found);
      };
      this.#look();
    });
  }

  #tail(): string {
    return JSON.stringify(this.#seen.slice(-3).map(({ frame }) => frame)).slice(0, 400);
  }
}
