import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { caseFileSchema, factsWith } from '../../policy/case.ts';
import { invariants } from '../../policy/check/invariants.ts';
import { compileRules, evaluate } from '../../policy/evaluate.ts';
import { environment, toCel } from '../../policy/expression.ts';
import { ruleSchema } from '../../policy/schema.ts';
import { nodeEncoder } from '../../worker/local/encoder.ts';
import { sampleRelease } from '../../worker/local/sample-release.ts';
import { questionsOf } from '../../worker/ports/embed/port.ts';
import { memoryOrders } from '../../worker/ports/orders/memory.ts';
import { sampleOrders } from '../../worker/ports/orders/sample.ts';
import { makeEngine } from '../../worker/release/engine.ts';
import { decodeRelease } from '../../worker/release/format.ts';
import { runCase } from '../../worker/turn/simulate/run.ts';
import { facts } from './samples.ts';

/** policy/cases/<rule-id>/<outcome>/<sentence>.json: the folders say what must happen and which rule decides it. */
const root = 'policy/cases';
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.json'))
  .sort()
  .map((path) => {
    const [rule = '', outcome = ''] = path.split('/');
    return { path, rule, outcome, case: caseFileSchema.parse(JSON.parse(readFileSync(join(root, path), 'utf8'))) };
  });

const encoder = await nodeEncoder();
const { hash, bytes } = await sampleRelease();
const decoded = decodeRelease(bytes);
if (!decoded.ok) throw new Error(decoded.problem);
const { content } = decoded;
const made = makeEngine(hash, content, encoder.makeScan);
if (!made.ok) throw new Error(made.problems.join('\n'));
const { engine } = made;
const embed = questionsOf(encoder.embedder, ({ why }) => {
  throw new Error(why);
});
const { rules } = content.policy;

// Articles come up for review and orders travel on; the cases happen on one day.
const today = new Date('2026-11-23T10:00:00Z');
beforeAll(() => void vi.useFakeTimers({ now: today, toFake: ['Date'] }));
afterAll(() => void vi.useRealTimers());

/** In which language a case is. */
const localeOf = ({ case: one }: (typeof files)[number]): string =>
  ('messages' in one ? one.locale : z.object({ language: z.string().optional() }).parse(one.facts).language) ?? 'en';
const languages = content.policy.wording.map(({ locale }) => locale);

test('there are cases of every rule, and many in every language', () => {
  expect(files.length).toBeGreaterThanOrEqual(300);
  const perLanguage = languages.map((locale) => ({ locale, enough: files.filter((one) => localeOf(one) === locale).length >= 25 }));
  expect(perLanguage.filter(({ enough }) => !enough)).toEqual([]);
});

/** Rules that look at what stands in a message. The others look at what has happened, which is the same in every language. */
const ofWords = /\b(?:safety|injection|asksForHuman|smalltalk|sentiment|topic|privacy|area)\b/;
const spoken = rules.filter(({ when, over }) => ofWords.test(when) && over !== 'none' && !/size\(|order\.needed/.test(when));

test.each(spoken.map(({ id }) => id))('%s has cases in at least three languages', (id) => {
  const spokenIn = new Set(files.filter(({ rule }) => rule === id).map(localeOf));
  expect(spokenIn.size).toBeGreaterThanOrEqual(3);
});

/** What policy/check takes for granted about the facts of a draft is so in every case. */
const env = environment();
const granted = invariants['before-send'].map((text) => ({ text, holds: env.parse(text) }));

// The path as text: names in an object would be cut short.
test.each(files.map((file) => [file.path, file] as const))('%s', async (path, { rule, outcome, case: one }) => {
  if ('facts' in one) {
    const moment = rules.find(({ id }) => id === rule)?.moment ?? 'before-draft';
    const facts = factsWith(one.facts);
    if (!facts.success) throw new Error(facts.error.message);
    const decision = evaluate(engine.rules, moment, facts.data);
    expect({ outcome: decision.outcome, rule: decision.ruleIds[0] }).toEqual({ outcome, rule });
    return;
  }
  const result = await runCase(
    engine,
    embed,
    memoryOrders(sampleOrders(today)),
    { id: path, messages: one.messages, locale: one.locale ?? 'en' },
    today,
  );
  expect({ outcome: result.outcome, rule: result.ruleIds[0] }, JSON.stringify(result.facts)).toEqual({ outcome, rule });
  expect(result.reply).not.toBe('');
  const seen = toCel(result.facts);
  if (result.facts.guard.checked) expect(granted.filter(({ holds }) => holds(seen) !== true).map(({ text }) => text)).toEqual([]);
});

test('a handoff speaks the language of the customer', async () => {
  const german = ['mein Kind hat ein Teil verschluckt'];
  const result = await runCase(engine, embed, memoryOrders([]), { id: 'german', messages: german, locale: 'de' });
  expect(result.reply).toBe(engine.say('de')('safety-acknowledged', { emergency: '112' }));
});

test('the rule and the cases that policy/README.md shows are a rule and cases', () => {
  const page = readFileSync('policy/README.md', 'utf8');
  const blocks = (language: string) =>
    [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);
  const example = blocks('yaml').find((block) => block.includes('when:')) ?? '';
  const compiled = compileRules([ruleSchema.parse(parse(example))]);
  expect(compiled.problems).toEqual([]);
  const upset = facts({ area: 'order-status', sentiment: { score: -0.8, negative: true } });
  expect(evaluate(compiled.rules, 'before-draft', upset)).toMatchObject({ outcome: 'handoff', team: 'delivery', priority: 1 });
  expect(blocks('json').map((text) => caseFileSchema.safeParse(JSON.parse(text)).success)).toEqual([true, true]);
});
