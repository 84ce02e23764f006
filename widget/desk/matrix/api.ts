import type { Autonomy } from '../../../policy/schema.ts';
import type { MatrixReport } from '../../../worker/desk/matrix-schema.ts';
import { call, Problem, type request } from '../session/api.ts';

const base = '/matrix';

async function ask(...asked: Parameters<typeof request>): Promise<MatrixReport> {
  const report = await call<MatrixReport | null>(...asked);
  if (report === null) throw new Problem(200, 'bad-answer', 'The server answered in a form this page does not know. Reload it.');
  return report;
}

/** What a lead wants of an area, before the reason. */
export type Wish = { kind: 'pause' | 'resume' } | { kind: 'level'; level: Autonomy };

export const readMatrix = (): Promise<MatrixReport> => ask('GET', base);

/** Each change answers with the matrix as it is then. */
export const carryOut = (area: string, wish: Wish, why: string): Promise<MatrixReport> =>
  wish.kind === 'level'
    ? ask('POST', `${base}/autonomy`, { area, level: wish.level, why })
    : ask('POST', `${base}/pause`, { area, on: wish.kind === 'pause', why });
