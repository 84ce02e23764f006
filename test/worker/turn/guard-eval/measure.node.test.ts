import { expect, test } from 'vitest';
import { compileTone } from '../../../../policy/tone-match.ts';
import type { LabelledCase } from '../../../../worker/turn/guard-eval/cases.ts';
import { measure } from '../../../../worker/turn/guard-eval/measure.ts';
import { served } from '../compose/served.ts';

const { server, model } = served();
const passages = ['Delivery takes 3 to 5 working days. Parcels go out on weekdays.', 'Refunds take five days.'];
const one = (id: string, draft: string, supported: boolean, more: Partial<LabelledCase> = {}): LabelledCase => ({
  id,
  question: '',
  passages,
  draft,
  supported,
  ...more,
});
const cases = [
  one('same', '**Delivery** takes 3 to 5 working days.\nRefunds take five days.', true),
  one('number', 'Delivery takes 9 working days.', false, { kind: 'number' }),
  one('words', 'Refunds take\u200b five days, awesome.', true),
  one('person', 'Refunds take five days. A colleague will contact you.', false),
  one('order', 'Order FW-1 has been shipped.', true, { facts: ['Order FW-1: shipped'] }),
];
const tone = compileTone([{ kind: 'slang', hint: 'say it plainly', phrases: { en: ['awesome'] }, patterns: {} }]);

test('a draft passes what a turn asks before it says composed words: the guard and its other checks', async () => {
  const { cases: done, calls } = await measure(cases, { tone, judge: null });
  expect(calls).toEqual([]);
  expect(done.map(({ id, passed }) => [id, passed])).toEqual([
    ['same', true],
    ['number', false],
    ['words', false],
    ['person', false],
    ['order', true],
  ]);
  expect(done[1]).toMatchObject({ kind: 'number', supported: false, why: expect.stringMatching(/^duration: /) });
  expect(done[2]?.why).not.toBeNull();
});

test('the voice is a check of its own', async () => {
  const [done] = (
    await measure([one('words', 'Refunds take five days.', true)], {
      tone: compileTone([{ kind: 'dull', hint: 'x', phrases: { en: ['refunds'] }, patterns: {} }]),
      judge: null,
    })
  ).cases;
  expect(done).toMatchObject({ passed: false, why: '"Refunds" sounds dull' });
});

test('the judge reads what the guard let through, sentence by sentence, and its faults refuse', async () => {
  const judge = () => model();
  const { cases: done, calls } = await measure(cases.slice(0, 2), { tone: [], judge });
  expect(done.map(({ passed }) => passed)).toEqual([true, false]);
  expect(calls.map(({ use, fault }) => [use, fault])).toEqual([
    ['judge', undefined],
    ['judge', undefined],
  ]);
  server().script([], { status: 500 });
  const down = await measure(cases.slice(0, 1), { tone: [], judge });
  expect(down.cases).toMatchObject([{ passed: false, why: expect.stringMatching(/^the judge gave no answer/) }]);
  expect(down.calls).toMatchObject([{ fault: { kind: 'unavailable' } }]);
});
