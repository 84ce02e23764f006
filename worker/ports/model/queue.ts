/** Values that somebody makes and somebody else reads, once, as they come. Reading never throws. */
export class Queue<T> implements AsyncIterable<T> {
  /** Everything that was pushed. */
  readonly all: T[] = [];
  #ended = false;
  #wake: () => void = () => {};

  push(value: T): void {
    if (this.#ended) return;
    this.all.push(value);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (let at = 0; ; at++) {
      while (at >= this.all.length) {
        if (this.#ended) return;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      const [value] = this.all.slice(at, at + 1);
      if (value !== undefined) yield value;
    }
  }
}
