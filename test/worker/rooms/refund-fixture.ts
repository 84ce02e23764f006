import { vi } from 'vitest';
import type { RefundPolicy } from '../../../policy/refunds.ts';
import type { NotifyEvent } from '../../../worker/ports/notify/port.ts';
import type { Approver } from '../../../worker/rooms/refund-schema.ts';
import type { RefundFiling, RefundUnit } from '../../../worker/turn/refund/filing.ts';
import { refundPolicy } from '../../policy/refund-samples.ts';
import { makeSite } from '../fixture.ts';

export const webhook = { url: 'https://shop.example/hooks', secret: `whsec_${btoa('0123456789abcdef0123456789abcdef')}` };

export const limits: RefundPolicy['limits'][string] = {
  automatic_up_to: 3_000,
  per_customer: { amount: 20_000, days: 30 },
  per_day: 50_000,
  approval: { agent: 6_000, lead: 9_000, admin: 12_000 },
};

export const refundSite = (of: typeof limits = limits) =>
  makeSite({ webhook }, (policy) => ({ ...policy, refunds: refundPolicy({ limits: { EUR: of } }) }));

export const people: Record<'priya' | 'luca' | 'marta' | 'jonas', Approver> = {
  priya: { id: 'priya', name: 'Priya Raman', role: 'agent' },
  luca: { id: 'luca', name: 'Luca Moretti', role: 'agent' },
  marta: { id: 'marta', name: 'Marta Kowalska', role: 'lead' },
  jonas: { id: 'jonas', name: 'Jonas Weber', role: 'admin' },
};

export const unit = (change: Partial<RefundUnit> = {}): RefundUnit => ({
  ...{ line: 'T2', unit: 1, item: 'Tent', paid: 5_000, eligible: 'yes', amount: 5_000 },
  ...{ clause: 'window', text: 'Within 30 days', why: 'in-window', proven: true },
  ...change,
});

export const filing = (change: Partial<RefundFiling> = {}): RefundFiling => ({
  ...{ order: 'FW-10002', currency: 'EUR', email: 'lukas@example.org', ceiling: 100_000 },
  ...{ turn: 'turn-1', conversation: 'conversation-1', question: 'I want a refund', units: [unit()] },
  ...change,
});

export interface Told extends Omit<NotifyEvent, 'data'> {
  data: { key: string; amount: number };
}

/**
 * Stands where the network begins: what leaves the ledger for its site's system, in order. `answer` may refuse or break
 * off; what it does not take is not counted as told. It stays to the end of the file: ledgers of earlier tests go on telling.
 */
export function listen(answer: () => Response | Promise<Response> = () => new Response('ok')) {
  const told: Told[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
    const response = await answer();
    const id = new Headers(init?.headers).get('webhook-id') ?? '';
    if (response.ok) told.push({ id, ...JSON.parse(String(init?.body)) });
    return response;
  });
  return { told };
}
