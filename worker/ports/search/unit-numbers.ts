import type { Article } from '../../../kb/schema.ts';
import type { UnitKind } from './port.ts';
import { type Unit, unitsOf } from './units.ts';

/** Units as a release holds them: where they stand in the articles, whose words are there already. */
export interface UnitNumbers {
  /** Units of the article at place a are unitStart[a] to unitStart[a + 1]. */
  unitStart: Uint32Array;
  /** Numbers into `unitKinds`. */
  unitKind: Uint8Array;
  unitPart: Uint32Array;
  unitPassage: Int32Array;
}

export const unitKinds = ['title', 'question', 'text'] as const satisfies UnitKind[];
export const TEXT = unitKinds.indexOf('text');
export const QUESTION = unitKinds.indexOf('question');

/** One list an article. */
export function numbersOf(lists: readonly (readonly Unit[])[]): UnitNumbers {
  const units = lists.flat();
  const unitStart = new Uint32Array(lists.length + 1);
  lists.forEach((list, a) => {
    unitStart[a + 1] = (unitStart[a] ?? 0) + list.length;
  });
  return {
    unitStart,
    unitKind: Uint8Array.from(units, ({ kind }) => unitKinds.indexOf(kind)),
    unitPart: Uint32Array.from(units, ({ part }) => part),
    unitPassage: Int32Array.from(units, ({ passage }) => passage),
  };
}

/** The words of a unit. Those of a stretch are cut again, which takes a moment: for one that was found, not for all. */
export function unitText(article: Article, stretch: number, kind: UnitKind, part: number): string {
  if (kind === 'title') return article.title;
  if (kind === 'question') return article.questions[part] ?? '';
  return unitsOf(article, 0, stretch).find((unit) => unit.kind === kind && unit.part === part)?.text ?? '';
}

/** Every unit belongs to one article, is of a known kind, and is a question only where the article has it. */
export function unitsFit({ unitStart, unitKind, unitPart, unitPassage }: UnitNumbers, articles: readonly (Article | undefined)[]): boolean {
  const count = unitKind.length;
  if (unitStart.length !== articles.length + 1 || unitPart.length !== count || unitPassage.length !== count) return false;
  if (unitStart[0] !== 0 || unitStart[articles.length] !== count) return false;
  if (unitPassage.some((passage) => passage < -1) || unitKind.some((kind) => kind >= unitKinds.length)) return false;
  return articles.every((article, a) => {
    const [from, to] = [unitStart[a] ?? 0, unitStart[a + 1] ?? 0];
    if (article === undefined || to < from) return false;
    for (let u = from; u < to; u++) if (unitKind[u] === QUESTION && (unitPart[u] ?? 0) >= article.questions.length) return false;
    return true;
  });
}
