import { plainText } from '../../../../kb/blocks.ts';
import { passagesOf } from '../../../../kb/chunk.ts';
import { readKnowledge } from '../../../../worker/release/build.ts';
import type { GroundInput } from '../../../../worker/turn/ground/claims.ts';
import { ground } from '../../../../worker/turn/ground/ground.ts';

/** The sample shop's articles: the texts that the cases are about. */
const articles = await readKnowledge('kb/articles');
export const ids = articles.map(({ id }) => id);

export function textOf(id: string): string {
  const article = articles.find((one) => one.id === id);
  if (!article) throw new Error(`there is no article ${id}`);
  return plainText(article.blocks);
}

/** As the turn has them: the passages of the article, and then of the next ones, eight in all. */
export function eight(id: string): string[] {
  const at = ids.indexOf(id);
  const around = [...articles.slice(at), ...articles.slice(0, at)].flatMap((article) => passagesOf(article).map(({ text }) => text));
  return around.slice(0, 8);
}

/** One passage is enough for most tests. */
export const against = (passage: string, draft: string, more: Partial<GroundInput> = {}) =>
  ground({ question: '', passages: [passage], draft, ...more });

/** Kinds of what is wrong with a draft, in the order of its sentences. */
export const kindsIn = (passage: string, draft: string, more: Partial<GroundInput> = {}): string[] =>
  against(passage, draft, more).sentences.flatMap(({ why }) => why.map(({ kind }) => kind));
