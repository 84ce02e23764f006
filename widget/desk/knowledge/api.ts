import type { KnowledgeReport } from '../../../worker/release/calibration.ts';
import { call, Problem } from '../session/api.ts';

export async function readReport(): Promise<KnowledgeReport> {
  const report = await call<KnowledgeReport | null>('GET', '/knowledge');
  if (report === null) throw new Problem(200, 'bad-answer', 'The server answered in a form this page does not know. Reload it.');
  return report;
}
