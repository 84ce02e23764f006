import type { Difference } from './gate-schema.ts';
import type { Compared } from './replay.ts';

/** Examples of a kind; whoever wants all of them asks the records. */
const turnsShown = 10;
const articlesShown = 10;

/**
 * Compared turns, added to the differences known so far: one line a kind, the most frequent first. Kinds that are equally
 * frequent stand in the order of their keys, so that it is no matter in which parts the turns come.
 */
export function addDifferences(known: readonly Difference[], compared: readonly Compared[]): Difference[] {
  const kinds = new Map(known.map((one) => [keyOf(one), structuredClone(one)]));
  for (const { turn, before, after, change, articles } of compared) {
    if (change === null) continue;
    const key = keyOf({ before, after, change });
    const kind = kinds.get(key) ?? {
      before,
      after,
      change,
      words: differenceWords({ before, after, change }),
      count: 0,
      turns: [],
      articles: [],
    };
    kinds.set(key, kind);
    kind.count++;
    if (kind.turns.length < turnsShown) kind.turns.push(turn);
    const pair = kind.articles.find((one) => one.before === articles.before && one.after === articles.after);
    if (pair) pair.count++;
    else if (kind.articles.length < articlesShown && (articles.before ?? articles.after) !== null)
      kind.articles.push({ ...articles, count: 1 });
  }
  return [...kinds].sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1)).map(([, kind]) => kind);
}

const keyOf = ({ before, after, change }: Pick<Difference, 'before' | 'after' | 'change'>) => JSON.stringify([before, after, change]);

const outcomeWords = { answer: 'answer', clarify: 'question back', decline: 'decline', handoff: 'handoff' } as const;

/** For the command line and the desk. */
function differenceWords({ before, after, change }: Pick<Difference, 'before' | 'after' | 'change'>): string {
  if (change === 'article') return `${outcomeWords[after.outcome]} from another article`;
  if (change === 'words') return `${outcomeWords[after.outcome]} in other words`;
  if (before.outcome !== after.outcome) return `${outcomeWords[before.outcome]} → ${outcomeWords[after.outcome]}`;
  if (before.reason !== after.reason) return `${outcomeWords[after.outcome]}: ${before.reason} → ${after.reason}`;
  if (before.rule !== after.rule) return `${outcomeWords[after.outcome]} by another rule`;
  return `${outcomeWords[after.outcome]} in another area`;
}
