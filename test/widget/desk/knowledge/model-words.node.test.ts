import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { howTo, modelPairs } from '../../../../widget/desk/knowledge/model-words.ts';
import type { ModelReport } from '../../../../worker/desk/model-schema.ts';

const report: ModelReport = {
  name: 'openai local',
  installed: true,
  breaker: 'closed',
  spent: { tokens: 12_345, money: 1.5 },
  priced: true,
  budget: { tokens: 2_000_000, money: 20 },
  heldBack: null,
  measured: { at: '2026-11-28', unsupported: 200, missed: 1, most: 0.02 },
};
const words = (over: Partial<ModelReport>, term: string) => modelPairs({ ...report, ...over }).find(([one]) => one === term)?.[1];

test('says in a few lines how the model is, what it has cost and how far it may go', () => {
  expect(modelPairs(report)).toEqual([
    ['State', 'Working'],
    ['Today', '12,345 of 2,000,000 tokens, cost 1.50 of 20.00'],
    ['Autopilot', 'Yes, where an area is on autopilot'],
    ['Guard', '1 of 200 unsupported drafts missed (0.5 %, at most 2.0 % may be), measured 2026-11-28'],
  ]);
});

test('says why its words wait for people, and what to do', () => {
  expect(words({ heldBack: 'unmeasured' }, 'Autopilot')).toContain('npm run guard-eval');
  expect(words({ measured: null }, 'Guard')).toBeUndefined();
  expect(words({ breaker: 'open' }, 'State')).toContain('approved text goes out');
  expect(words({ priced: false }, 'Today')).toBe('12,345 of 2,000,000 tokens, cost not counted without prices');
});

test('without a model, names the variables that enable one', () => {
  expect(modelPairs({ ...report, installed: false, breaker: null, spent: null, heldBack: 'no-model' })).toEqual([]);
  const documented = readFileSync('docs/deploy.md', 'utf8');
  const names = howTo.match(/HANDRAIL_MODEL_[A-Z]+/g) ?? [];
  expect(names).toHaveLength(4);
  for (const name of names) expect(documented).toContain(`\`${name}\``);
});
