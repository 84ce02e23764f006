import type { OnProgress } from '../source.ts';

/** How long nothing is shown, and how often after that. A terminal has one line for it; a log gets few. */
const TERMINAL = { first: 700, every: 100 };
const LOG = { first: 3_000, every: 5_000 };

export interface Progress {
  show: OnProgress;
  /** Clears the line, before anything else is written. */
  end: () => void;
}

export function progressOn(stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>, now: () => number = () => performance.now()): Progress {
  const pace = stream.isTTY ? TERMINAL : LOG;
  let next = now() + pace.first;
  let open = false;
  return {
    show(step, done, total) {
      if (now() < next) return;
      next = now() + pace.every;
      const text = `${step}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
      stream.write(stream.isTTY ? `\r${text}\u001b[K` : `${text}\n`);
      open = stream.isTTY;
    },
    end() {
      if (open) stream.write('\r\u001b[K');
      open = false;
    },
  };
}
