import type { ModelReport } from '../../../worker/desk/model-schema.ts';
import type { KnowledgeReport } from '../../../worker/release/calibration.ts';
import { call, Problem } from '../session/api.ts';

async function read<T>(path: string): Promise<T> {
  const report = await call<T | null>('GET', path);
  if (report === null) throw new Problem(200, 'bad-answer', 'The server answered in a form this page does not know. Reload it.');
  return report;
}

export const readReport = (): Promise<KnowledgeReport> => read('/knowledge');
export const readModel = (): Promise<ModelReport> => read('/model');
