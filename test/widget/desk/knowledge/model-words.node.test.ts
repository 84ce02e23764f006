import { expect, test } from 'vitest';
import { howTo, modelPairs } from '../../../../widget/desk/knowledge/model-words.ts';
import type { ModelReport } from '../../../../worker/desk/model-schema.ts';
import { readModelSettings } from '../../../../worker/ports/model/settings.ts';

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
    ['Spent today', '12,345 of 2,000,000 tokens, 1.50 of 20.00 money'],
    ['Its words go out alone', 'Yes, where an area is on autopilot'],
    ['Guard', '1 of 200 unsupported drafts missed (0.5 %, at most 2.0 % may be), measured 2026-11-28'],
  ]);
});

test('says why its words wait for people, and what to do', () => {
  expect(words({ heldBack: 'unmeasured' }, 'Its words go out alone')).toContain('npm run guard-eval');
  expect(words({ measured: null }, 'Guard')).toBeUndefined();
  expect(words({ breaker: 'open' }, 'State')).toContain('approved text goes out');
  expect(words({ priced: false }, 'Spent today')).toBe('12,345 of 2,000,000 tokens, money not counted without prices');
});

test('without a model, names the variables that enable one', () => {
  expect(modelPairs({ ...report, installed: false, breaker: null, spent: null, heldBack: 'no-model' })).toEqual([]);
  const names = howTo.match(/HANDRAIL_MODEL_[A-Z]+/g) ?? [];
  const read = readModelSettings({
    ...Object.fromEntries(names.map((name) => [name, 'x'])),
    HANDRAIL_MODEL_DRIVER: 'openai',
    HANDRAIL_MODEL_URL: 'https://models.example/v1',
  });
  expect(read.ok).toBe(true);
});
