import { expect, test } from 'vitest';
import { checkModel, modelDefaults, modelPolicySchema } from '../../policy/model.ts';
import { readPolicy } from '../../worker/release/build.ts';

const amount = { tokens: 100, money: 1 };

test('a conversation may not use more than a day', () => {
  expect(checkModel(null)).toEqual([]);
  expect(checkModel({ ...modelDefaults, budget: { conversation: amount, day: { tokens: 99, money: 0.5 } } })).toEqual([
    'model.yaml: a conversation may use more tokens than a day; lower the first or raise the second.',
    'model.yaml: a conversation may use more money than a day; lower the first or raise the second.',
  ]);
});

test('a policy that was made before there was a judge has none', () => {
  const { judge: _, ...uses } = modelDefaults.uses;
  expect(modelPolicySchema.parse({ ...modelDefaults, uses })).toEqual(modelDefaults);
  expect(modelPolicySchema.parse({ ...modelDefaults, uses: undefined })).toEqual(modelDefaults);
  expect(modelDefaults.uses.judge).toBe(false);
});

test('the project and the defaults have budgets that fit together, and hide what they can', async () => {
  const policy = modelPolicySchema.parse((await readPolicy('policy')).model);
  for (const one of [policy, modelDefaults]) {
    expect(checkModel(one)).toEqual([]);
    expect(one.hide).toEqual({ emails: true, phones: true });
  }
});
