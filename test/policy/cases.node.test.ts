import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { compileRules, evaluate } from '../../policy/evaluate.ts';
import { factsSchema, outcomes, ruleSchema } from '../../policy/schema.ts';
import { nodeEncoder } from '../../worker/local/encoder.ts';
import { questionsOf } from '../../worker/ports/embed/port.ts';
import { memoryOrders } from '../../worker/ports/orders/memory.ts';
import { sampleOrders } from '../../worker/ports/orders/sample.ts';
import { buildRelease } from '../../worker/release/build.ts';
import { makeEngine } from '../../worker/release/engine.ts';
import { runCase } from '../../worker/turn/simulate/run.ts';
import { type FactsOver, facts } from './samples.ts';

/** policy/cases/<rule-id>/<outcome>/<sentence>.json: the folders say what must happen and which rule decides it. */
const root = 'policy/cases';
const about = { locale: z.string().optional(), why: z.string().optional() };
const fileSchema = z.union([
  z.strictObject({ messages: z.array(z.string()).min(1), ...about }),
  z.strictObject({ facts: z.record(z.string(), z.unknown()), ...about }),
]);

const folders = (path: string) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
const files = folders(root).flatMap((rule) =>
  folders(join(root, rule)).flatMap((outcome) =>
    readdirSync(join(root, rule, outcome))
      .sort()
      .map((name) => ({ rule, outcome, name })),
  ),
);

const encoder = await nodeEncoder();
const { hash, content } = await buildRelease({ policy: 'policy', kb: 'kb/articles' }, encoder);
const made = makeEngine(hash, content, encoder.makeScan);
if (!made.ok) throw new Error(made.problems.join('\n'));
const { engine } = made;
const embed = questionsOf(encoder.embedder, ({ why }) => {
  throw new Error(why);
});
const { rules } = content.policy;
const ids = rules.map(({ id }) => id);

// Articles come up for review and orders travel on; the cases happen on one day.
const today = new Date('2026-11-23T10:00:00Z');
beforeAll(() => void vi.useFakeTimers({ now: today, toFake: ['Date'] }));
afterAll(() => void vi.useRealTimers());

test('every rule has at least three cases', () => {
  const poor = ids.filter((id) => files.filter(({ rule }) => rule === id).length < 3);
  expect(poor).toEqual([]);
});

test('every folder of cases is a rule, an outcome it can cause, and holds cases', () => {
  expect(folders(root).filter((rule) => !ids.includes(rule))).toEqual([]);
  for (const rule of folders(root)) {
    expect({ rule, outcomes: folders(join(root, rule)) }).toEqual({ rule, outcomes: [rules.find(({ id }) => id === rule)?.then.outcome] });
    for (const outcome of folders(join(root, rule))) {
      expect(outcomes).toContain(outcome);
      expect({ rule, outcome, cases: readdirSync(join(root, rule, outcome)).length }).not.toMatchObject({ cases: 0 });
    }
  }
});

test('a case’s file is named by its sentence', () => {
  expect(files.filter(({ name }) => !/^[a-z0-9]+(?:-[a-z0-9]+)*\.json$/.test(name))).toEqual([]);
});

test('every message is in one case only', () => {
  const seen = new Map<string, string[]>();
  for (const { rule, outcome, name } of files) {
    const { messages = null } = z
      .looseObject({ messages: z.array(z.string()).optional() })
      .parse(JSON.parse(readFileSync(join(root, rule, outcome, name), 'utf8')));
    if (messages) seen.set(messages.join('\n'), [...(seen.get(messages.join('\n')) ?? []), `${rule}/${name}`]);
  }
  expect([...seen.values()].filter((paths) => paths.length > 1)).toEqual([]);
});

test.each(files)('$rule decides $outcome: $name', async ({ rule, outcome, name }) => {
  const one = fileSchema.parse(JSON.parse(readFileSync(join(root, rule, outcome, name), 'utf8')));
  if ('facts' in one) {
    const moment = rules.find(({ id }) => id === rule)?.moment ?? 'before-draft';
    const seen = factsSchema.parse(facts(one.facts as FactsOver));
    const decision = evaluate(engine.rules, moment, seen);
    expect({ outcome: decision.outcome, rule: decision.ruleIds[0] }).toEqual({ outcome, rule });
    return;
  }
  const result = await runCase(engine, embed, memoryOrders(sampleOrders(today)), {
    id: name,
    messages: one.messages,
    locale: one.locale ?? 'en',
  });
  expect({ outcome: result.outcome, rule: result.ruleIds[0] }, JSON.stringify(result.facts)).toEqual({ outcome, rule });
  expect(result.reply).not.toBe('');
});

test('a handoff speaks the language of the customer', async () => {
  const german = ['mein Kind hat ein Teil verschluckt'];
  const result = await runCase(engine, embed, memoryOrders([]), { id: 'german', messages: german, locale: 'de' });
  expect(result.reply).toBe(engine.say('de')('safety-acknowledged'));
});

test('the rule and the cases that policy/README.md shows are a rule and cases', () => {
  const page = readFileSync('policy/README.md', 'utf8');
  const blocks = (language: string) =>
    [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);
  const [example = ''] = blocks('yaml');
  const compiled = compileRules([ruleSchema.parse(parse(example))]);
  expect(compiled.problems).toEqual([]);
  const upset = facts({ area: 'order-status', sentiment: { score: -0.8, negative: true } });
  expect(evaluate(compiled.rules, 'before-draft', upset)).toMatchObject({ outcome: 'handoff', team: 'delivery', priority: 1 });
  expect(blocks('json').map((text) => fileSchema.safeParse(JSON.parse(text)).success)).toEqual([true, true]);
});
