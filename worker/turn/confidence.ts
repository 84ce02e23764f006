import type { Hit } from '../ports/search/port.ts';

/**
 * How sure we are that the best hit answers the question, 0 to 1. Until calibration is fitted this is a plain measure
 * (mutual lexical coverage, less when the runner-up is close) and every record marks it as uncalibrated.
 */
export function confidenceOf(hits: readonly Hit[], at = 0): number {
  const hit = hits[at];
  if (!hit) return 0;
  const { coverage, focus } = hit.evidence;
  if (coverage === 0 || focus === 0) return 0;
  const mutual = (2 * coverage * focus) / (coverage + focus);
  // A match in running text says that the words occur, not that the question is answered.
  const form = hit.kind === 'text' ? 0.5 : 1;
  const rival = hits[at === 0 ? 1 : 0];
  const margin = rival && hit.score > 0 ? Math.max(0, 1 - rival.score / hit.score) : 1;
  return Math.min(1, mutual * form * (0.75 + 0.25 * Math.min(1, 2 * margin)));
}
