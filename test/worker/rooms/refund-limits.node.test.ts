import { describe, expect, test } from 'vitest';
import { isRepeated, obstacle, type Spent, told } from '../../../worker/rooms/refund-limits.ts';
import type { Approver, RefundDecision, RefundRequest, RefundStep } from '../../../worker/rooms/refund-schema.ts';
import { euros } from '../../policy/refund-samples.ts';

const at = '2026-11-23T10:00:00.000Z';
const [priya, luca, marta, jonas]: Approver[] = [
  { id: 'priya', name: 'Priya', role: 'agent' },
  { id: 'luca', name: 'Luca', role: 'agent' },
  { id: 'marta', name: 'Marta', role: 'lead' },
  { id: 'jonas', name: 'Jonas', role: 'admin' },
];
const step = (what: RefundStep['what'], by: Approver | null, amount: number, reason = ''): RefundStep => ({ at, what, by, amount, reason });
const request = (change: Partial<RefundRequest> = {}): RefundRequest => ({
  ...{ key: 'shop/A1/T2/1', order: 'A1', line: 'T2', unit: 1, item: 'Tent', currency: 'EUR', paid: 9_000 },
  ...{ eligible: 'yes', eligibleAmount: 9_000, clause: 'window', text: 'words', why: 'in-window' },
  ...{ amount: 9_000, status: 'open', revision: 1, conversation: 'c', question: 'q', told: '' },
  history: [step('filed', null, 9_000)],
  ...change,
});
const nothing: Spent = { customer: 0, day: 0, order: 0, ceiling: 1_000_000 };
const approve: RefundDecision = { action: 'approve', seen: 1 };
const why = (
  of: RefundRequest,
  person: Approver | null = priya ?? null,
  spent: Partial<Spent> = {},
  decision: RefundDecision = approve,
  limits = euros,
) => obstacle(of, decision, person, limits, { ...nothing, ...spent })?.why ?? null;
const dear = (amount: number) => request({ amount, eligibleAmount: amount, paid: amount });

test('nothing stands in the way of an eligible amount inside every limit', () => {
  expect(why(request())).toBeNull();
});

describe('nobody approves above their role’s limit, and the answer says who may', () => {
  test.each([
    [10_000, null, null, null],
    [10_001, 'needs-lead', null, null],
    [50_000, 'needs-lead', null, null],
    [50_001, 'needs-admin', 'needs-admin', null],
    [100_000, 'needs-admin', 'needs-admin', null],
    [100_001, 'above-all-limits', 'above-all-limits', 'above-all-limits'],
  ])('%i: agent %s, lead %s, admin %s', (amount, agent, lead, admin) => {
    const wide = { ...euros, per_customer: { amount: 900_000, days: 30 }, per_day: 900_000 };
    expect([priya, marta, jonas].map((person) => why(dear(amount), person, {}, approve, wide))).toEqual([agent, lead, admin]);
  });

  test('the policy itself has the automatic limit alone', () => {
    expect(why(dear(100), null)).toBe('above-all-limits');
    expect(why(dear(100), null, {}, approve, { ...euros, automatic_up_to: 100 })).toBeNull();
    expect(why(dear(101), null, {}, approve, { ...euros, automatic_up_to: 100 })).toBe('above-all-limits');
  });
});

describe('four eyes', () => {
  const raised = (...steps: RefundStep[]) =>
    request({ amount: 5_000, eligibleAmount: 0, eligible: 'no', history: [step('filed', null, 0), ...steps] });
  test('whoever asked for more than the policy gives does not approve it, and anybody else may', () => {
    const one = raised(step('changed', priya ?? null, 5_000, 'goodwill'));
    expect(why(one, priya)).toBe('own-exception');
    expect(why(one, luca)).toBeNull();
  });

  test('two who raise it in turn do not approve it for each other', () => {
    const both = raised(step('changed', priya ?? null, 4_000, 'goodwill'), step('changed', luca ?? null, 5_000, 'more'));
    expect(why(both, priya)).toBe('own-exception');
    expect(why(both, luca)).toBe('own-exception');
    expect(why(both, marta)).toBeNull();
  });

  test('a smaller amount is no exception', () => {
    const less = request({ amount: 4_000, history: [step('filed', null, 9_000), step('changed', priya ?? null, 4_000, 'worn')] });
    expect(why(less, priya)).toBeNull();
  });

  test('whoever filed it does not approve it', () => {
    expect(why(request({ history: [step('filed', priya ?? null, 9_000)] }), priya)).toBe('own-exception');
  });
});

test('caps count what was approved before, to the cent', () => {
  expect(why(request(), priya, { customer: 91_000 })).toBeNull();
  expect(why(request(), priya, { customer: 91_001 })).toBe('customer-cap');
  expect(why(request(), priya, { day: 191_000 })).toBeNull();
  expect(why(request(), priya, { day: 191_001 })).toBe('day-cap');
  expect(why(request(), priya, { order: 1_000, ceiling: 10_000 })).toBeNull();
  expect(why(request(), priya, { order: 1_001, ceiling: 10_000 })).toBe('more-than-paid');
});

test('a currency without limits is approved by nobody, and can be rejected', () => {
  expect(obstacle(request(), approve, jonas ?? null, undefined, nothing)?.why).toBe('no-limits');
  expect(obstacle(request(), { action: 'reject', seen: 1, reason: 'not ours' }, priya ?? null, undefined, nothing)).toBeNull();
});

test('an amount of nothing is changed or rejected, and never more than paid', () => {
  expect(why(request({ amount: 0 }))).toBe('nothing');
  expect(why(request(), priya, {}, { action: 'change', seen: 1, amount: 9_001, reason: 'why not' })).toBe('more-than-paid');
  expect(why(request(), priya, {}, { action: 'change', seen: 1, amount: 9_000, reason: 'as paid' })).toBeNull();
});

test('an older card is told what happened', () => {
  const changed = request({ revision: 2, history: [step('filed', null, 9_000), step('changed', luca ?? null, 4_000, 'worn')] });
  expect(obstacle(changed, approve, priya ?? null, euros, nothing)).toEqual({
    why: 'changed',
    message: 'Luca changed the amount to €40.00. Look at it again before you decide.',
  });
  const rejected = request({ status: 'rejected', revision: 2, history: [step('rejected', luca ?? null, 9_000, 'worn out')] });
  expect(obstacle(rejected, approve, priya ?? null, euros, nothing)).toEqual({ why: 'decided', message: 'Luca rejected it: worn out' });
  expect(told(request({ history: [step('approved', null, 9_000)] }))).toBe('The policy approved €90.00.');
  expect(told(request())).toBe('The assistant filed €90.00.');
});

test('knows a retry from another decision', () => {
  const person = priya ?? { id: '', name: '', role: 'agent' as const };
  const approved = request({ status: 'approved', revision: 2, history: [step('approved', luca ?? null, 9_000)] });
  // Whoever asks: it is approved, and by whom is in the answer.
  expect(isRepeated(approved, approve, person)).toBe(true);
  expect(isRepeated(approved, { action: 'reject', seen: 1, reason: 'no way' }, person)).toBe(false);
  const changed = request({ revision: 2, amount: 4_000, history: [step('changed', person, 4_000, 'worn')] });
  expect(isRepeated(changed, { action: 'change', seen: 1, amount: 4_000, reason: 'worn' }, person)).toBe(true);
  expect(isRepeated(changed, { action: 'change', seen: 2, amount: 4_000, reason: 'worn' }, person)).toBe(false);
  expect(isRepeated(changed, { action: 'change', seen: 1, amount: 3_000, reason: 'worn' }, person)).toBe(false);
  expect(isRepeated(request(), approve, person)).toBe(false);
});
