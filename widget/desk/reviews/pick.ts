import type { DefectKind, Part, ReviewRequest } from '../../../worker/records/reviews/schema.ts';

/** All sentences that can be picked, in reading order. The same words twice are two sentences to pick and one to send. */
export const sentencesOf = (parts: readonly Part[]): string[] => parts.flatMap(({ sentences }) => sentences);

/** The number of the sentence reached from `picked`; from nothing, the first or the last. */
export function reached(picked: number | null, step: 1 | -1, count: number): number | null {
  if (count === 0) return null;
  if (picked === null) return step === 1 ? 0 : count - 1;
  return Math.min(Math.max(picked + step, 0), count - 1);
}

/** A verdict as it is sent; null while the sentence it is about is not picked. A single sentence needs no picking. */
export function requestOf(verdict: DefectKind, parts: readonly Part[], picked: number | null, note: string): ReviewRequest | null {
  const words = note.trim();
  const said = words === '' ? {} : { note: words };
  if (verdict === 'none') return { verdict, ...said };
  const all = sentencesOf(parts);
  if (all.length === 0) return { verdict, ...said };
  const sentence = all.length === 1 ? all[0] : picked === null ? undefined : all[picked];
  return sentence === undefined ? null : { verdict, sentence, ...said };
}

/** Which turn comes after this one in the list; the list's first where it was the last. Null when no other waits. */
export function nextOf(turns: readonly string[], done: string): string | null {
  const at = turns.indexOf(done);
  const others = turns.filter((turn) => turn !== done);
  return at === -1 ? (others[0] ?? null) : (turns[at + 1] ?? others[0] ?? null);
}
