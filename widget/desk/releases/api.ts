import type { Gate } from '../../../worker/release/gate-schema.ts';
import type { ReleaseReport, ReleasesReport } from '../../../worker/release/overview.ts';
import { call, Problem, type request } from '../session/api.ts';

async function ask<T>(...asked: Parameters<typeof request>): Promise<T> {
  const answer = await call<T | null>(...asked);
  if (answer === null) throw new Problem(200, 'bad-answer', 'The server answered in a form this page does not know. Reload it.');
  return answer;
}

const base = '/api/v1/releases';

export const readReleases = (): Promise<ReleasesReport> => ask('GET', '/releases');
export const readRelease = (hash: string): Promise<ReleaseReport> => ask('GET', `${base}/${hash}`);

/** One share of a gate; `again` starts over. */
export const runShare = (hash: string, again: boolean): Promise<Gate> => ask('POST', `${base}/${hash}/gate`, { again });

/** What a lead is about to do, and what they saw when they decided to. */
export type Wish =
  | { kind: 'approve'; hash: string; gate: string }
  | { kind: 'activate'; hash: string }
  | { kind: 'rollback'; hash: string; from: string };

export async function carryOut(wish: Wish): Promise<void> {
  if (wish.kind === 'approve') await ask('POST', `${base}/${wish.hash}/approve`, { acknowledged: wish.gate });
  else if (wish.kind === 'activate') await ask('POST', `${base}/${wish.hash}/activate`, {});
  else await ask('POST', `${base}/rollback`, { from: wish.from, to: wish.hash });
}
