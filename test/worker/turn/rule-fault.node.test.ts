import { expect, test } from 'vitest';
import { turnRecordSchema } from '../../../worker/turn/record.ts';
import { turn } from '../../../worker/turn/turn.ts';
import { rule } from '../../policy/samples.ts';
import { engineOf, inputOf, portsOf } from './samples.ts';

/** The engine with one rule more, whose expression fails. */
function withBroken(moment: 'before-draft' | 'before-send') {
  const engine = engineOf([]);
  const broken = {
    rule: rule('mistake', { moment }),
    holds: () => {
      throw new Error('division by zero\n    at expression (rules.ts:1:1)');
    },
  };
  return { ...engine, rules: [...engine.rules, broken] };
}

test.each(['before-draft', 'before-send'] as const)(
  'a rule that fails %s brings in a person, and the record names it without a stack',
  async (moment) => {
    const { record } = await turn(inputOf('How long does delivery take?'), portsOf(withBroken(moment)));
    expect(turnRecordSchema.parse(record).outcome).toMatchObject({ kind: 'handoff', reason: 'tool-failure', priority: 2 });
    expect(record.ruleIds).toEqual(['mistake']);
    expect(record.fault).toBe('rule "mistake" failed: division by zero');
    expect(record.matched.map(({ ruleId }) => ruleId)).toContain('may-speak');
  },
);

test('without a rule that fails there is no fault', async () => {
  const { record } = await turn(inputOf('How long does delivery take?'), portsOf(engineOf([])));
  expect(record.fault).toBeUndefined();
});
