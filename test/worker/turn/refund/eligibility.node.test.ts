import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RefundPolicy } from '../../../../policy/refunds.ts';
import type { Order } from '../../../../worker/ports/orders/schema.ts';
import { eligibility, mayBeAutomatic, type Question, wordsOf } from '../../../../worker/turn/refund/eligibility.ts';
import { clauseOf, euros, refundPolicy } from '../../../policy/refund-samples.ts';
import { arrived, today, untouched } from './samples.ts';

const policy = refundPolicy();
const ask = (change: Partial<Question> = {}) => eligibility({ order: arrived, policy, history: untouched, today, ...change });
const short = (change: Partial<Question> = {}) =>
  ask(change).map(({ line, unit, eligible, amount, why }) => [`${line}/${unit}`, eligible, amount, why]);
const windowed = (clause: object): RefundPolicy => ({
  ...policy,
  clauses: policy.clauses.map((one) =>
    one.kind === 'window' ? clauseOf('window', { classes: ['standard'], days: 30, condition: 'none', ...clause }) : one,
  ),
});

describe('a delivered order', () => {
  test('is given back unit by unit inside the window, with the clause that says so', () => {
    expect(short()).toEqual([
      ['T2/1', 'yes', 27_900, 'in-window'],
      ['P1/1', 'yes', 2_500, 'in-window'],
      ['P1/2', 'yes', 2_500, 'in-window'],
    ]);
    expect(ask()[0]).toMatchObject({ item: 'Two-person tent', paid: 27_900, clause: 'window', proven: true });
  });

  test('only the lines that are asked about', () => {
    expect(short({ lines: new Set(['P1']) }).map(([unit]) => unit)).toEqual(['P1/1', 'P1/2']);
  });

  test('counts whole days: the last one belongs to the window, the next one does not', () => {
    expect(short({ today: new Date('2026-12-13T23:59:00Z') })[0]).toEqual(['T2/1', 'yes', 27_900, 'in-window']);
    expect(short({ today: new Date('2026-12-14T00:01:00Z') })[0]).toEqual(['T2/1', 'no', 0, 'too-late']);
  });

  test('a season makes the window longer', () => {
    const season = windowed({ season: { from: '11-05', to: '12-24', until: '01-31' } });
    expect(short({ policy: season, today: new Date('2027-01-31T10:00:00Z') })[0]?.[1]).toBe('yes');
    expect(short({ policy: season, today: new Date('2027-02-01T10:00:00Z') })[0]?.[1]).toBe('no');
  });

  test('what came back in time is not late because the question is', () => {
    const events = [...arrived.events, { state: 'returned' as const, at: '2026-11-20T09:00:00.000Z' }];
    const order: Order = { ...arrived, state: 'returned', events };
    expect(short({ order, today: new Date('2027-03-01T00:00:00Z') })[0]).toEqual(['T2/1', 'yes', 27_900, 'in-window']);
    expect(ask({ order, policy: windowed({ condition: 'returned' }) })[0]?.proven).toBe(true);
  });

  test('a condition that only people can see is eligible and not proven', () => {
    expect(ask({ policy: windowed({ condition: 'unused' }) })[0]).toMatchObject({ eligible: 'yes', proven: false });
    expect(ask({ policy: windowed({ condition: 'returned' }) })[0]).toMatchObject({ eligible: 'yes', proven: false });
  });
});

describe('classes', () => {
  const item = (sku: string, more: object = {}): Order => ({
    ...arrived,
    items: [{ sku, name: sku, quantity: 1, unitPrice: 1_000, ...more }],
  });
  test.each([
    ['GC50', {}, 'no', 'excluded'],
    ['GEAR1', {}, 'needs-person', 'class-needs-person'],
    ['T2', {}, 'yes', 'in-window'],
    ['T2', { class: 'gift-card' }, 'no', 'excluded'],
    ['T2', { class: 'nobody-knows' }, 'needs-person', 'unknown-class'],
    ['T2', { unitPrice: 0 }, 'no', 'nothing-paid'],
  ])('%s %j: %s, %s', (sku, more, eligible, why) => {
    expect(ask({ order: item(sku, more) })).toMatchObject([{ eligible, why }]);
  });
});

describe('is for a person', () => {
  test.each<[string, Partial<Question>, string]>([
    [
      'what has not arrived',
      { order: { ...arrived, state: 'in-transit', shipments: [], events: arrived.events.slice(0, 1) } },
      'not-arrived',
    ],
    ['what was cancelled', { order: { ...arrived, state: 'cancelled' } }, 'not-arrived'],
    ['what is paid in a currency without limits', { order: { ...arrived, currency: 'CHF' } }, 'no-limits'],
    ['what the ledger cannot tell', { history: { ...untouched, known: false } }, 'ledger-unknown'],
    ['what was bought with a discount', { order: { ...arrived, total: 30_000 } }, 'discounted'],
    [
      'what the shop gave back in part',
      { order: { ...arrived, refunds: [{ amount: 500, at: '2026-11-20T09:00:00.000Z', reason: 'scratch' }] } },
      'refunded-in-part',
    ],
    ['what is above the customer’s limit', { history: { ...untouched, customerTotal: 99_000 } }, 'over-customer-limit'],
  ])('%s', (_, change, why) => {
    expect(ask(change)[0]).toMatchObject({ eligible: 'needs-person', why });
    expect(ask(change)[0]?.clause).not.toBe('');
  });
});

describe('a machine may approve alone', () => {
  const one = ask({ lines: new Set(['T2']) });
  const upTo = (automatic_up_to: number | null) => ({ ...euros, automatic_up_to });
  test('one proven unit up to the declared limit, and nothing else', () => {
    expect(mayBeAutomatic(one, upTo(27_900))).toBe(true);
    expect(mayBeAutomatic(one, upTo(27_899))).toBe(false);
    expect(mayBeAutomatic(one, upTo(null))).toBe(false);
    expect(mayBeAutomatic(one, undefined)).toBe(false);
    expect(mayBeAutomatic(ask(), upTo(90_000))).toBe(false);
    expect(mayBeAutomatic([], upTo(90_000))).toBe(false);
    expect(mayBeAutomatic(ask({ lines: new Set(['T2']), policy: windowed({ condition: 'unused' }) }), upTo(90_000))).toBe(false);
    expect(mayBeAutomatic(ask({ lines: new Set(['T2']), history: { ...untouched, known: false } }), upTo(90_000))).toBe(false);
  });
});

test('the words of a clause are those of its id, in the language', () => {
  expect(wordsOf(policy, 'window', 'en')).toBe('words of window');
  expect(wordsOf(policy, 'gone', 'en')).toBe('');
});

/* ---- whatever the order, the policy and the past ---- */

const state = fc.constantFrom(...(['placed', 'in-transit', 'delivered', 'returned', 'cancelled', 'partly-refunded'] as const));
const time = fc.date({ min: new Date('2026-08-01'), max: new Date('2027-03-01'), noInvalidDate: true });
const anOrder = fc
  .record({
    items: fc.array(
      fc.record({
        sku: fc.constantFrom('T2', 'P1', 'GC1', 'GEAR1'),
        name: fc.constant('thing'),
        quantity: fc.integer({ min: 1, max: 4 }),
        unitPrice: fc.integer({ min: 0, max: 60_000 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    factor: fc.double({ min: 0, max: 1.5, noNaN: true }),
    refunds: fc.array(fc.integer({ min: 1, max: 50_000 }), { maxLength: 3 }),
    currency: fc.constantFrom('EUR', 'CHF', 'GBP'),
    state,
    delivered: time,
  })
  .map(({ factor, refunds, delivered, ...given }): Order => {
    const goods = given.items.reduce((sum, one) => sum + one.quantity * one.unitPrice, 0);
    return {
      ...arrived,
      ...given,
      total: Math.round(goods * factor),
      refunds: refunds.map((amount) => ({ amount, at: delivered.toISOString(), reason: 'x' })),
      shipments: [],
      events: [
        { state: 'placed', at: arrived.placedAt },
        { state: 'delivered', at: delivered.toISOString() },
      ],
    };
  });
const aHistory = fc.record({
  known: fc.boolean(),
  units: fc.array(
    fc.record({
      line: fc.constantFrom('T2', 'P1', 'GC1', 'GEAR1'),
      unit: fc.integer({ min: 1, max: 6 }),
      status: fc.constantFrom('open' as const, 'approved' as const, 'rejected' as const),
      amount: fc.integer({ min: 0, max: 60_000 }),
    }),
    { maxLength: 5 },
  ),
  customerTotal: fc.integer({ min: 0, max: 150_000 }),
});

test('never gives more than was paid, never twice, and never in another currency', () => {
  fc.assert(
    fc.property(anOrder, aHistory, time, (order, history, on) => {
      const verdicts = ask({ order, history, today: on });
      const paidBack = order.refunds.reduce((sum, { amount }) => sum + amount, 0);
      const approved = history.units.reduce((sum, one) => sum + (one.status === 'approved' ? one.amount : 0), 0);
      const given = verdicts.reduce((sum, { amount }) => sum + amount, 0);
      expect(given).toBeLessThanOrEqual(Math.max(0, order.total - paidBack - approved));
      expect(new Set(verdicts.map(({ line, unit }) => `${line}/${unit}`)).size).toBe(
        order.items.reduce((sum, { quantity }) => sum + quantity, 0),
      );
      for (const { line, unit, amount, paid, eligible, clause } of verdicts) {
        expect(amount).toBeLessThanOrEqual(paid);
        expect(Number.isInteger(amount) && amount >= 0).toBe(true);
        if (eligible === 'no') expect(amount).toBe(0);
        // A policy without limits in this currency gives nothing by itself: no sum is ever compared across currencies.
        if (order.currency !== 'EUR') expect(eligible).not.toBe('yes');
        if (history.units.some((one) => one.line === line && one.unit === unit)) expect(eligible).toBe('no');
        expect(policy.clauses.some(({ id }) => id === clause)).toBe(true);
      }
      if (!history.known) expect(verdicts.some(({ eligible }) => eligible === 'yes')).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('the order of lines changes no key, and the same question has the same answer', () => {
  fc.assert(
    fc.property(anOrder, time, (order, on) => {
      const keys = (of: Order) =>
        ask({ order: of, today: on })
          .map(({ line, unit }) => `${line}/${unit}`)
          .sort();
      expect(keys({ ...order, items: [...order.items].reverse() })).toEqual(keys(order));
      expect(ask({ order, today: on })).toEqual(ask({ order, today: on }));
    }),
  );
});
