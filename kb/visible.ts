import { withoutLeftovers } from './hidden.ts';
import { note, type Reading } from './source.ts';

/** Their content is not text, so an answer that was in them is not in the article. */
const EMBEDDED = /<(iframe|object|embed|video|audio|form|script)\b/gi;

/** A text of an export without what nobody sees, and what else of it cannot come along is said. */
export function visible(text: string, at: { file: string; line: number }, reading: Reading): string {
  const seen = withoutLeftovers(text);
  if (seen !== text) note(reading, 'invisible or broken characters were taken out', at);
  for (const name of new Set([...seen.matchAll(EMBEDDED)].map(([, tag = '']) => tag.toLowerCase())))
    note(reading, `left out <${name}>; say in words what it shows`, at);
  return seen;
}
