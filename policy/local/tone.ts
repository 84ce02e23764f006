import { existsSync } from 'node:fs';
import { plainText } from '../../kb/blocks.ts';
import { loadKnowledge } from '../../kb/local/knowledge.ts';
import type { Article } from '../../kb/schema.ts';
import { type TonePolicy, toneOfArticles } from '../tone.ts';

/** What articles say that the voice forbids, for their owners. They are approved words, so it stops nothing. */
export const adviceOn = (tone: TonePolicy | null, articles: readonly Article[]): string[] =>
  toneOfArticles(
    tone,
    articles.map(({ id, locale, title, blocks }) => ({ id, locale, text: `${title}\n${plainText(blocks)}` })),
  );

/** The same for a folder of articles; none where there is no such folder. */
export async function adviceOnFolder(tone: TonePolicy | null, folder: string): Promise<string[]> {
  if (!tone || !existsSync(folder)) return [];
  const { result } = await loadKnowledge(folder, new Date().toISOString().slice(0, 10));
  return adviceOn(tone, result.articles);
}
