import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { nodeEncoder } from '../../worker/local/encoder.ts';
import { questionsOf } from '../../worker/ports/embed/port.ts';
import { memoryOrders } from '../../worker/ports/orders/memory.ts';
import { buildRelease } from '../../worker/release/build.ts';
import { makeEngine } from '../../worker/release/engine.ts';
import { thresholdOf } from '../../worker/turn/knowledge.ts';
import { caseSchema } from '../../worker/turn/simulate/case.ts';
import { type CaseResult, runCase } from '../../worker/turn/simulate/run.ts';

/**
 * Questions in other words than those of the articles, two for each article and thirty that none of them answers. A line
 * is a case of `npm run simulate`; `also` names articles that hold the answer, too.
 */
const golden = readFileSync('kb/golden.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => caseSchema.extend({ also: z.array(z.string()).default([]) }).parse(JSON.parse(line)));

const encoder = await nodeEncoder();
const { hash, content } = await buildRelease({ policy: 'policy', kb: 'kb/articles' }, encoder);
const made = makeEngine(hash, content, encoder.makeScan);
if (!made.ok) throw new Error(made.problems.join('\n'));
const embed = questionsOf(encoder.embedder, ({ why }) => {
  throw new Error(why);
});

// Articles come up for review; these questions are asked on one day.
beforeAll(() => void vi.useFakeTimers({ now: new Date('2026-11-23T10:00:00Z'), toFake: ['Date'] }));
afterAll(() => void vi.useRealTimers());

test('every article has a golden question, and none of them is one of its own', () => {
  const wanted = golden.flatMap(({ expect }) => expect?.article ?? []);
  expect(content.articles.map(({ id }) => id).filter((id) => !wanted.includes(id))).toEqual([]);
  expect(wanted.filter((id) => !content.articles.some((article) => article.id === id))).toEqual([]);
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const known = new Set(content.articles.flatMap(({ questions, title }) => [title, ...questions].map(plain)));
  expect(golden.flatMap(({ messages }) => messages).filter((message) => known.has(plain(message)))).toEqual([]);
});

test('at most one answer in fifty is wrong, and nothing is answered that no article knows', async () => {
  const results: { result: CaseResult; right: string[] }[] = [];
  for (const one of golden) {
    results.push({
      result: await runCase(made.engine, embed, memoryOrders([]), one),
      right: [one.expect?.article ?? [], ...one.also].flat(),
    });
  }
  const inScope = results.filter(({ right }) => right.length > 0);
  const answered = results.filter(({ result }) => result.outcome === 'answer');
  const wrong = answered.filter(({ result, right }) => !right.includes(result.article ?? ''));
  const first = inScope.filter(({ result, right }) => right.includes(result.article ?? ''));
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  const { threshold, evidence } = thresholdOf(made.engine, 'en', 'faqs');
  console.log(
    `golden questions ${inScope.length} and ${results.length - inScope.length} out of scope: right article first ${percent(first.length, inScope.length)}, ` +
      `answered without a person ${percent(answered.length, results.length)}, wrong ${wrong.length} of ${answered.length} answered ` +
      `(threshold ${threshold.toFixed(3)}, ${evidence})`,
  );
  expect(wrong.filter(({ right }) => right.length === 0).map(({ result }) => result.id)).toEqual([]);
  expect(wrong.length, wrong.map(({ result }) => `${result.id}: ${result.article}`).join('\n')).toBeLessThanOrEqual(answered.length * 0.02);
  // Retrieval may get better, not worse.
  expect(first.length / inScope.length).toBeGreaterThan(0.85);
  expect(answered.length).toBeGreaterThan(0);
});
