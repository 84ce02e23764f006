import { expect, test, vi } from 'vitest';
import { refundWording } from '../../../../policy/bundle.ts';
import { considerRefund } from '../../../../worker/turn/refund/consider.ts';
import { filingSchema } from '../../../../worker/turn/refund/filing.ts';
import { noLedger, type RefundLedger } from '../../../../worker/turn/refund/ledger.ts';
import { article } from '../../../kb/samples.ts';
import { euros, refundPolicy } from '../../../policy/refund-samples.ts';
import { policy } from '../../../policy/samples.ts';
import { engineOf } from '../samples.ts';
import { arrived, today, untouched } from './samples.ts';

const texts = {
  ...policy().wording[0]?.texts,
  ...Object.fromEntries(refundWording.map((key) => [key, `${key} {item} {amount} {total} {number}`])),
};
const refunds = refundPolicy({ limits: { EUR: { ...euros, automatic_up_to: 3_000 } } });
const engine = engineOf([article('a', ['question'])], { refunds, wording: [{ locale: 'en', texts }] });
const turn = { id: 'turn-1', conversationId: 'conversation-1', at: today };
const consider = (question: string, change: { ledger?: RefundLedger; order?: typeof arrived } = {}) =>
  considerRefund({ engine, ledger: noLedger, order: arrived, question, turn, say: engine.say('en'), locale: 'en', ...change });

test('gives facts, draft, record and what will be filed, all with the same numbers', async () => {
  const found = await consider('I want my money back');
  expect(found.facts).toEqual({ requested: true, eligible: 'yes', amount: 32_900, automatic: false });
  expect(found.record).toMatchObject({ order: 'FW-10023', currency: 'EUR', total: 32_900, clause: 'window', automatic: false });
  const filing = filingSchema.parse(found.filing);
  expect(filing).toMatchObject({
    order: 'FW-10023',
    email: 'Ana@example.com',
    ceiling: 32_900,
    turn: 'turn-1',
    conversation: 'conversation-1',
  });
  expect(filing.units).toEqual(found.record?.lines);
  expect(filing.units[0]).toMatchObject({ line: 'T2', unit: 1, amount: 27_900, text: 'words of window' });
  expect(found.draft).toMatchObject({ kind: 'text', text: expect.stringContaining('€279.00') });
});

test('never automatic while it is not clear which of several things is meant', async () => {
  expect((await consider('I want my money back')).automatic).toBeNull();
  // Two bags of pegs are two units.
  expect((await consider('the pegs')).automatic).toBeNull();
  const one = { ...arrived, items: [{ sku: 'P1', name: 'Pegs', quantity: 1, unitPrice: 2_500 }], total: 2_500 };
  expect((await consider('I want my money back', { order: one })).automatic).toMatchObject({ text: expect.stringContaining('€25.00') });
  const two = { ...arrived, items: [...one.items, { sku: 'T2', name: 'Tent', quantity: 1, unitPrice: 2_000 }], total: 4_500 };
  expect((await consider('I want my money back', { order: two })).automatic).toBeNull();
  expect((await consider('the tent please', { order: two })).automatic).toMatchObject({ text: expect.stringContaining('€20.00') });
  const dear = { ...arrived, items: [{ sku: 'T2', name: 'Tent', quantity: 1, unitPrice: 3_001 }], total: 3_001 };
  expect((await consider('the tent please', { order: dear })).automatic).toBeNull();
});

test('a ledger that cannot be asked makes everything a person’s, and stops nobody from getting one', async () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
  const ledger: RefundLedger = { ...noLedger, history: () => Promise.reject(new Error('down')) };
  const found = await consider('I want my money back', { ledger });
  expect(found.facts).toMatchObject({ eligible: 'needs-person', automatic: false });
  expect(found.filing?.units).toHaveLength(3);
  expect(found.automatic).toBeNull();
  quiet.mockRestore();
});

test('units that differ are a person’s together', async () => {
  const ledger: RefundLedger = {
    ...noLedger,
    history: async () => ({ ...untouched, units: [{ line: 'T2', unit: 1, status: 'rejected', amount: 0 }] }),
  };
  const found = await consider('I want my money back', { ledger });
  expect(found.facts).toMatchObject({ eligible: 'needs-person', amount: 5_000 });
  expect(found.record?.clause).toBe('once');
  expect(found.record?.lines).toHaveLength(3);
  // What was decided is in the record, and nothing to decide again.
  expect(found.filing?.units.map(({ line }) => line)).toEqual(['P1', 'P1']);
});

test('an order that went back as a whole gives nobody anything to decide', async () => {
  const order = { ...arrived, refunds: [{ amount: arrived.total, at: '2026-11-20T09:00:00.000Z', reason: 'returned' }] };
  const found = await consider('where is my money', { order });
  expect(found).toMatchObject({ facts: { eligible: 'no', amount: 0 }, filing: null, draft: { kind: 'text' } });
});

test('without a policy for refunds there is nothing to file', async () => {
  const bare = engineOf([article('a', ['question'])]);
  const found = await considerRefund({
    engine: bare,
    ledger: noLedger,
    order: arrived,
    question: 'x',
    turn,
    say: bare.say('en'),
    locale: 'en',
  });
  expect(found).toMatchObject({ facts: { eligible: 'needs-person', automatic: false }, filing: null, draft: null, automatic: null });
});
