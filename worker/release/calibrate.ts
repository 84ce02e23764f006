import { type KnowledgeIndex, questionsAnArticle } from '../ports/search/knowledge-index.ts';
import { type Calibration, NEVER, probability } from './calibration.ts';
import { upperBound } from './interval.ts';
import type { Judged } from './judge.ts';
import { platt } from './platt.ts';
import { shippedCurve } from './prior.ts';

export interface Aims {
  /** Error budgets that the policy names: shares of given answers that may be wrong. */
  budgets: readonly number[];
  outOfScopeShare: number;
  /** How sure the bound on the error rate is to be. */
  confidence: number;
}

/** Fewer questions than these, in all or an article, cannot carry a curve of their own. */
const enough = { questions: 60, anArticle: 2.5 };
/**
 * The shipped figures come from other knowledge bases: only a part of a budget is spent on them. With one question an
 * article nothing is known of near-duplicate articles, which alone cost more than 2 %: there hardly any budget below 5 % is
 * spent, and none below 2 %.
 */
const caution = (budget: number, questions: number) =>
  budget >= 0.05 || (questions >= enough.anArticle && budget >= 0.01) ? 3 : budget >= 0.02 ? 100 : null;

type Weighted = Judged & { weight: number };

/** The score that nine in ten of them reach. */
function lowTenth(found: readonly Judged[]): number {
  const scores = found.map((one) => one.score).sort((a, b) => a - b);
  return scores[Math.floor(scores.length / 10)] ?? 0;
}

/**
 * A probability fitted to the judged questions (Platt, "Probabilistic outputs for support vector machines", 1999) and, for
 * each budget, the lowest threshold at which the upper bound on the share of wrong answers is inside it (after Angelopoulos
 * et al., "Learn then test", 2021). The bound holds threshold by threshold, for questions like those judged.
 */
export function calibrate(index: KnowledgeIndex, judged: readonly Judged[], aims: Aims): Calibration {
  const weighted = weigh(judged, aims.outOfScopeShare);
  const own = judged.filter((one) => one.kind === 'own');
  const fits = own.length >= enough.questions && questionsAnArticle(index) >= enough.anArticle;
  const shipped = index.locale === 'en' ? shippedCurve(questionsAnArticle(index), index.articles.length) : null;
  const curve = fits ? platt(weighted) : (shipped ?? { intercept: -9, slope: 0 });
  // Out of scope, nothing behind the first is right either.
  const missed = weighted.filter((one) => !one.right);
  const sum = (examples: readonly Weighted[]) => examples.reduce((total, one) => total + one.weight, 0);
  return {
    locale: index.locale,
    maker: index.maker,
    intercept: round(curve.intercept),
    slope: round(curve.slope),
    next: round(fits && missed.length >= 10 ? sum(missed.filter((one) => one.next)) / sum(missed) : 0.5),
    floor: round(fits ? lowTenth(own.filter((one) => one.right)) : 0),
    source: fits ? 'fitted' : shipped ? 'shipped' : 'none',
    judged: { questions: own.length, outOfScope: judged.length - own.length },
    outOfScopeShare: aims.outOfScopeShare,
    confidence: aims.confidence,
    thresholds: [...new Set(aims.budgets)]
      .sort((a, b) => a - b)
      .map((budget) => {
        const found = fits ? lowest(weighted, budget, aims.confidence) : null;
        if (found) return { budget, threshold: roundUp(probability(curve, found.margin)), by: 'fitted', expected: found.expected };
        const part = caution(budget, questionsAnArticle(index));
        if (!shipped || part === null) return { budget, threshold: NEVER, by: 'none', expected: null };
        const margin = (Math.log((1 - budget / part) / (budget / part)) - shipped.intercept) / shipped.slope;
        return { budget, threshold: roundUp(probability(curve, margin)), by: 'shipped', expected: null };
      }),
    reliability: fits ? reliability(weighted, curve) : [],
  };
}

/** Own questions share what is not out of scope. Of the rest two thirds go to questions whose article was left out, one to strangers. */
function weigh(judged: readonly Judged[], outOfScope: number): Weighted[] {
  const count = (kind: Judged['kind']) => judged.filter((one) => one.kind === kind).length;
  const [own, left, foreign] = [count('own'), count('left-out'), count('foreign')];
  const leftOut = left > 0 && foreign > 0 ? (outOfScope * 2) / 3 : left > 0 ? outOfScope : 0;
  const weight = {
    own: (1 - outOfScope) / Math.max(1, own),
    'left-out': leftOut / Math.max(1, left),
    foreign: (outOfScope - leftOut) / Math.max(1, foreign),
  };
  return judged.map((one) => ({ ...one, weight: weight[one.kind] }));
}

type Expected = NonNullable<Calibration['thresholds'][number]['expected']>;

function lowest(examples: readonly Weighted[], budget: number, confidence: number): { margin: number; expected: Expected } | null {
  const order = [...examples].sort((a, b) => b.margin - a.margin);
  const inScope = order.reduce((sum, one) => sum + (one.kind === 'own' ? one.weight : 0), 0);
  const every = Math.max(1, Math.floor(order.length / 500));
  let since = every;
  let [all, squares, wrong, right] = [0, 0, 0, 0];
  let found: { margin: number; expected: Expected } | null = null;
  for (const [i, one] of order.entries()) {
    all += one.weight;
    squares += one.weight ** 2;
    if (one.right) right += one.weight;
    else wrong += one.weight;
    since++;
    // Equal margins are answered together or not at all.
    if (order[i + 1]?.margin === one.margin || (since < every && i !== order.length - 1)) continue;
    since = 0;
    // Weighted questions count for fewer than they are (Kish's effective sample size).
    const size = all ** 2 / squares;
    const upper = upperBound((wrong / all) * size, size, confidence);
    if (upper > budget) continue;
    const expected = { coverage: round(right / inScope), automation: round(all), wrong: round(wrong / all), upper: round(upper) };
    found = { margin: one.margin, expected };
  }
  return found;
}

function reliability(examples: readonly Weighted[], curve: { intercept: number; slope: number }): Calibration['reliability'] {
  return Array.from({ length: 10 }, (_, i) => {
    const [from, to] = [i / 10, (i + 1) / 10];
    const inside = examples
      .map((one) => ({ ...one, p: probability(curve, one.margin) }))
      .filter(({ p }) => p >= from && (p < to || i === 9));
    const weight = inside.reduce((sum, one) => sum + one.weight, 0);
    const mean = (value: (one: (typeof inside)[number]) => number) =>
      weight === 0 ? 0 : round(inside.reduce((sum, one) => sum + one.weight * value(one), 0) / weight);
    return { from, to, questions: inside.length, predicted: mean((one) => one.p), right: mean((one) => Number(one.right)) };
  });
}

const round = (value: number) => Math.round(value * 1e5) / 1e5;
/** Never to the loose side. */
const roundUp = (value: number) => Math.min(1, Math.ceil(value * 1e6) / 1e6);
