import type { Article } from '../../../../kb/schema.ts';
import type { KnowledgeIndex } from '../../../../worker/ports/search/knowledge-index.ts';
import { unitKinds, unitText } from '../../../../worker/ports/search/unit-numbers.ts';
import type { Unit } from '../../../../worker/ports/search/units.ts';

/** The units of an index with their words, which a release leaves in its articles. */
export function unitsIn({ articles: own, stretch, ...index }: KnowledgeIndex, articles: readonly Article[]): Unit[] {
  return [...own].flatMap((number, a) => {
    const article = articles[number];
    if (!article) throw new Error(`article ${number} is not there`);
    const [from = 0, to = 0] = index.unitStart.slice(a, a + 2);
    return Array.from({ length: to - from }, (_, i) => {
      const kind = unitKinds[index.unitKind[from + i] ?? -1];
      if (!kind) throw new Error(`unit ${from + i} is of no kind`);
      const part = index.unitPart[from + i] ?? -1;
      return { article: number, kind, part, text: unitText(article, stretch, kind, part), passage: index.unitPassage[from + i] ?? -2 };
    });
  });
}
