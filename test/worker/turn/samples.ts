import type { Article } from '../../../kb/schema.ts';
import type { Policy } from '../../../policy/bundle.ts';
import { notInstalled } from '../../../worker/ports/embed/port.ts';
import { memoryOrders } from '../../../worker/ports/orders/memory.ts';
import type { Order } from '../../../worker/ports/orders/schema.ts';
import { buildIndexes, type KnowledgeIndex } from '../../../worker/ports/search/knowledge-index.ts';
import type { Calibration } from '../../../worker/release/calibration.ts';
import { type Engine, makeEngine } from '../../../worker/release/engine.ts';
import type { LookupGuard } from '../../../worker/turn/order.ts';
import { startContext } from '../../../worker/turn/session.ts';
import type { TurnInput, TurnPorts } from '../../../worker/turn/turn.ts';
import { policy } from '../../policy/samples.ts';

export const at = new Date('2026-11-23T10:00:00Z');

/** From which probability on tests answer. */
export const threshold = 0.9;

/**
 * What tests of the turn take for known of a language: equal scores are as likely one as the other, and a clear lead is
 * enough. The figures of real knowledge come from worker/release/calibrate.ts.
 */
export function calibrationOf(
  { locale, maker }: Pick<KnowledgeIndex, 'locale' | 'maker'>,
  line: Partial<Calibration['thresholds'][number]> = {},
): Calibration {
  return {
    locale,
    maker,
    intercept: 0,
    slope: 6,
    next: 0.8,
    floor: 0,
    source: 'fitted',
    judged: { questions: 100, outOfScope: 50 },
    outOfScopeShare: 0.15,
    confidence: 0.8,
    thresholds: [{ budget: 0.001, threshold, by: 'fitted', expected: null, ...line }],
    reliability: [],
  };
}

export function engineOf(articles: Article[], over: Partial<Policy> = {}, line: Partial<Calibration['thresholds'][number]> = {}): Engine {
  const indexes = buildIndexes(articles, {});
  const calibrations = indexes.map((index) => calibrationOf(index, line));
  const made = makeEngine('0'.repeat(64), { policy: policy(over), articles, synonyms: {}, indexes, calibrations });
  if (!made.ok) throw new Error(made.problems.join('\n'));
  return made.engine;
}

/** Counts, never refuses; `used` and `released` tell what happened. */
export function openGuard(left = 4) {
  const counts = { used: 0, released: 0 };
  const guard: LookupGuard = {
    async reserve() {
      counts.used++;
      return {
        allowed: left >= 0,
        left: Math.max(0, left),
        release: async () => {
          counts.released++;
        },
      };
    },
  };
  return { guard, counts };
}

export function portsOf(engine: Engine, over: Partial<TurnPorts> = {}): TurnPorts {
  return { engine, embed: notInstalled, orders: memoryOrders([order]), lookups: openGuard().guard, ...over };
}

export function inputOf(question: string, over: Partial<TurnInput> = {}): TurnInput {
  return {
    id: 'turn-1',
    conversationId: 'conversation-1',
    site: 'shop',
    question,
    context: startContext('en'),
    identity: null,
    at,
    ...over,
  };
}

export const order: Order = {
  number: 'FW-10023',
  email: 'Ana@example.com',
  name: 'Ana Silva',
  placedAt: '2026-11-20T09:00:00.000Z',
  currency: 'EUR',
  total: 32_900,
  state: 'in-transit',
  items: [
    { sku: 'T2', name: 'Two-person tent', quantity: 1, unitPrice: 27_900 },
    { sku: 'P1', name: 'Pegs', quantity: 2, unitPrice: 2_500 },
  ],
  shipments: [
    {
      id: 'S1',
      carrier: 'Parcelway',
      tracking: 'PW123',
      trackingUrl: 'https://track.parcelway.example/PW123',
      state: 'in-transit',
      expectedAt: '2026-11-25T12:00:00.000Z',
      skus: ['T2', 'GONE'],
    },
  ],
  events: [
    { state: 'placed', at: '2026-11-20T09:00:00.000Z' },
    { state: 'in-transit', at: '2026-11-21T09:00:00.000Z' },
  ],
  refunds: [],
  expectedAt: '2026-11-25T12:00:00.000Z',
  address: 'Rua das Amoreiras 14, Lisboa',
  phone: '+351 210 000 114',
  payment: 'Visa ending in 4417',
};
