import type { FloorReport } from '../../../worker/desk/floor-schema.ts';
import { call, Problem } from '../session/api.ts';
import { failure } from '../ui/failure.ts';
import { source } from '../ui/load.ts';

/** What the assistant did in a day: counted from records, so it is fetched, and again now and then. */
export const share = source<FloorReport>(failure);

const refreshEvery = 60_000;

async function read(): Promise<FloorReport> {
  const report = await call<FloorReport | null>('GET', '/floor');
  if (report === null) throw new Problem(200, 'bad-answer', 'The server answered in a form this page does not know. Reload it.');
  return report;
}

export const loadShare = (): Promise<void> => share.load(read);

export function watchShare(): () => void {
  void loadShare();
  const timer = setInterval(() => {
    // What is shown stays where a later look fails: the next may not.
    if (!document.hidden)
      void read().then(
        (value) => share.load(async () => value),
        () => undefined,
      );
  }, refreshEvery);
  return () => clearInterval(timer);
}
