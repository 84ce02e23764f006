import { z } from 'zod';
import type { Article } from '../../kb/schema.ts';
import type { Policy } from '../../policy/bundle.ts';
import type { TriageModel } from '../turn/classify/model.ts';
import type { Calibration } from './calibration.ts';
import { decodeChecks } from './checks.ts';

/** What two releases are compared by. */
export interface Comparable {
  policy: Policy;
  articles: Iterable<Article>;
  calibrations: readonly Calibration[];
  /** What recognizes topics by their examples, which a release does not hold. */
  triage: TriageModel | null;
  checks: Uint8Array;
}

/** One thing that differs, in words for the person who approves. */
export const changeSchema = z.strictObject({
  part: z.enum([
    'Matrix',
    'Rules',
    'Topics',
    'Recognition',
    'Wording',
    'Refunds',
    'Privacy',
    'Queue',
    'Help lines',
    'Guard',
    'Voice',
    'Replies',
    'Prompts',
    'Model',
    'Articles',
    'Calibration',
    'Checks',
  ]),
  change: z.enum(['added', 'removed', 'changed']),
  name: z.string(),
  detail: z.string(),
});
export type Change = z.infer<typeof changeSchema>;

/** What changed from one release to the other: matrix, rules, topics, words, articles, thresholds and what is asked of it. */
export function diffReleases(from: Comparable, to: Comparable): Change[] {
  return [
    ...matrixChanges(from.policy, to.policy),
    ...entries('Rules', from.policy.rules, to.policy.rules, ({ id }) => id, ruleDetail),
    ...entries('Topics', from.policy.topics, to.policy.topics, ({ id }) => id),
    ...wordingChanges(from.policy, to.policy),
    ...recognitionChanges(from.triage, to.triage),
    ...fields('Refunds', 'refunds.yaml', from.policy.refunds ?? {}, to.policy.refunds ?? {}),
    ...fields('Privacy', 'privacy.yaml', from.policy.privacy ?? {}, to.policy.privacy ?? {}),
    ...fields('Queue', 'queue.yaml', from.policy.queue ?? {}, to.policy.queue ?? {}),
    ...fields('Help lines', 'help-lines.yaml', from.policy.helpLines ?? {}, to.policy.helpLines ?? {}),
    ...fields('Voice', 'tone.yaml', from.policy.tone ?? {}, to.policy.tone ?? {}),
    ...entries('Replies', from.policy.replies?.replies ?? [], to.policy.replies?.replies ?? [], ({ id }) => id),
    ...entries('Prompts', from.policy.prompts ?? [], to.policy.prompts ?? [], ({ id }) => id),
    ...fields('Model', 'model.yaml', from.policy.model ?? {}, to.policy.model ?? {}),
    ...fields('Guard', 'guard-eval.yaml', from.policy.guardEval ?? {}, to.policy.guardEval ?? {}),
    ...articleChanges(from, to),
    ...calibrationChanges(from, to),
    ...checkChanges(from, to),
  ];
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** A value short enough for a line; longer ones are only said to differ. */
function short(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function fieldWords(before: object, after: object): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const [one, other]: unknown[] = [Reflect.get(before, key), Reflect.get(after, key)];
    return same(one, other) ? [] : [`${key}: ${short(one)} → ${short(other)}`];
  });
}

function fields(part: Change['part'], name: string, before: object, after: object): Change[] {
  return fieldWords(before, after).map((detail) => ({ part, change: 'changed' as const, name, detail }));
}

function entries<T extends object>(
  part: Change['part'],
  before: readonly T[],
  after: readonly T[],
  nameOf: (one: T) => string,
  detailOf: (before: T, after: T) => string = (a, b) => fieldWords(a, b).join('; '),
): Change[] {
  const old = new Map(before.map((one) => [nameOf(one), one]));
  const now = new Set(after.map(nameOf));
  const kept = after.flatMap((one): Change[] => {
    const name = nameOf(one);
    const was = old.get(name);
    if (!was) return [{ part, change: 'added', name, detail: '' }];
    return same(was, one) ? [] : [{ part, change: 'changed', name, detail: detailOf(was, one) }];
  });
  const gone = before.filter((one) => !now.has(nameOf(one)));
  return [...kept, ...gone.map((one): Change => ({ part, change: 'removed', name: nameOf(one), detail: '' }))];
}

function matrixChanges({ matrix: before }: Policy, { matrix: after }: Policy): Change[] {
  return [
    ...fields('Matrix', 'defaults', before.defaults, after.defaults),
    ...entries('Matrix', before.areas, after.areas, ({ id }) => id),
  ];
}

function ruleDetail(before: Policy['rules'][number], after: Policy['rules'][number]): string {
  const version = before.version === after.version ? `still version ${after.version}` : `version ${before.version} → ${after.version}`;
  return [version, ...fieldWords({ ...before, version: 0 }, { ...after, version: 0 })].join('; ');
}

/** Topics that were learned from other examples, and what that did to them as far as it was judged. */
function recognitionChanges(before: TriageModel | null, after: TriageModel | null): Change[] {
  const labels = (model: TriageModel | null) =>
    (model?.labels ?? []).map((label, place) => {
      const { found, near } = (label.meaning ?? label.words).judged;
      return { name: label.id, found: percent(found), 'near misses taken for it': percent(near), weights: weightsAt(model, place) };
    });
  return entries(
    'Recognition',
    labels(before),
    labels(after),
    ({ name }) => name,
    ({ weights: _, ...one }, { weights: __, ...other }) => ['learned from other examples', ...fieldWords(one, other)].join('; '),
  );
}

/** All that a label weighs, short enough to compare. */
function weightsAt(model: TriageModel | null, place: number): string {
  if (model === null) return '';
  const part = (all: Int8Array) => {
    const width = all.length / Math.max(1, model.labels.length);
    return all.subarray(place * width, (place + 1) * width).reduce((sum, weight) => (Math.imul(sum, 31) + weight) | 0, 7);
  };
  return `${part(model.words)} ${part(model.meaning)} ${JSON.stringify(model.labels[place])}`;
}

/** By language: keys, not texts, which are long and read better in their file. */
function wordingChanges(before: Policy, after: Policy): Change[] {
  const locales = [...new Set([...before.wording, ...after.wording].map(({ locale }) => locale))];
  const texts = ({ wording }: Policy, locale: string) =>
    Object.entries(wording.find((one) => one.locale === locale)?.texts ?? {}).map(([key, text]) => ({ key, text }));
  return locales.flatMap((locale) => {
    const all = entries('Wording', texts(before, locale), texts(after, locale), ({ key }) => key);
    return (['added', 'removed', 'changed'] as const).flatMap((change): Change[] => {
      const keys = all.filter((one) => one.change === change).map(({ name }) => name);
      return keys.length === 0 ? [] : [{ part: 'Wording', change, name: locale, detail: keys.join(', ') }];
    });
  });
}

function articleChanges(from: Comparable, to: Comparable): Change[] {
  const title = new Map([...from.articles, ...to.articles].map((article) => [article.id, article.title]));
  const detail = (before: Article, after: Article) => {
    const [{ blocks: _, questions: asked, ...one }, { blocks: __, questions: asks, ...other }] = [before, after];
    const words = same(before.blocks, after.blocks) ? [] : ['another text'];
    if (!same(asked, asks)) words.push(`questions: ${asked.length} → ${asks.length}`);
    return [...words, ...fieldWords(one, other)].join('; ');
  };
  return entries('Articles', [...from.articles], [...to.articles], ({ id }) => id, detail).map((one) => ({
    ...one,
    name: `${title.get(one.name) ?? one.name} (${one.name})`,
  }));
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** Where a threshold went, and what it is expected to answer. */
function calibrationChanges(from: Comparable, to: Comparable): Change[] {
  const lines = ({ calibrations }: Comparable) =>
    calibrations.flatMap(({ locale, thresholds }) =>
      thresholds.map(({ budget, threshold, by, expected }) => ({
        name: `${locale}, at most ${percent(budget)} wrong`,
        threshold: threshold > 1 ? 'answers nothing' : threshold.toFixed(3),
        by,
        answered: expected ? percent(expected.automation) : 'not measured',
      })),
    );
  return entries('Calibration', lines(from), lines(to), ({ name }) => name);
}

function checkChanges(from: Comparable, to: Comparable): Change[] {
  const [before, after] = [decodeChecks(from.checks), decodeChecks(to.checks)];
  if (!before.ok || !after.ok) return [];
  return [
    ...entries('Checks', before.value.cases, after.value.cases, ({ rule, outcome, name }) => `case ${rule}/${outcome}/${name}`),
    ...entries('Checks', before.value.golden, after.value.golden, ({ id }) => `golden question ${id}`),
  ];
}
