import { expect, test } from 'vitest';
import * as events from '../../../../worker/ports/notify/events.ts';
import { eventTypes, type NotifyEvent, notifyEventSchema } from '../../../../worker/ports/notify/port.ts';
import type { Handoff } from '../../../../worker/rooms/machine.ts';

const at = '2026-11-23T10:00:00.000Z';
const handoff: Handoff = {
  ...{ id: 'h1', reason: 'safety', priority: 1, team: 'safety', area: 'safety-issues', ruleIds: ['safety-hazard'], language: 'de' },
  ...{ createdAt: at, promisedAt: at, end: null, skills: [], routing: [], opensAt: null, answeredAt: null, awaitingSince: at },
  given: { order: 'FW-10002', email: 'ana@example.org' },
};
const about = { site: 'shop', conversation: 'c1', handoff };
const jonas = { id: 'jonas', name: 'Jonas Weber', extra: 'not told' };

const all: NotifyEvent[] = [
  events.handoffCreated(about),
  events.handoffClaimed(about, jonas, 2, at),
  events.handoffMissed(about, 2, at),
  events.handoffResolved(about, 'resolved', jonas, at),
  events.slaBreached(about, { kind: 'first', due: at }, null),
  events.safetyRaised(about),
  events.privacyOpened('shop', { handoff: 'h1', conversation: 'c1', opened: at, type: 'access', due: '2026-12-23' }),
  events.contactReplied(about, {
    message: { id: 'm1', at, text: 'It is on its way.' },
    agent: jonas,
    address: 'ana@example.org',
    language: 'de',
  }),
  events.areaSteppedDown({ site: 'shop', area: 'faqs', from: 'autopilot', to: 'assist' }, at),
  events.webhookTest('shop', jonas, 'key', at),
];

test('every kind of event is made here, except those of the ledger of refunds', () => {
  expect([...all.map(({ type }) => type), 'refund.requested', 'refund.approved'].sort()).toEqual([...eventTypes].sort());
});

test.each(all.map((one) => [one.type, one] as const))('%s fits the schema, names its site, and survives JSON as it is', (_, one) => {
  expect(notifyEventSchema.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
  expect(one.data.site).toBe('shop');
  expect(JSON.stringify(one)).not.toContain('not told');
});

test('none holds what a customer gave, but the one that carries an answer to an address', () => {
  const holding = all.filter((one) => /ana@|FW-10002/.test(JSON.stringify(one)));
  expect(holding.map(({ type }) => type)).toEqual(['contact.replied']);
});

test('ids are made of what happened', () => {
  expect(all.slice(0, 8).map(({ id }) => id)).toEqual([
    'handoff-created:h1',
    'handoff-claimed:h1:2',
    'handoff-missed:h1:2',
    'handoff-resolved:h1',
    'sla-breached:h1:first:1795428000000',
    'safety-raised:h1',
    'privacy-opened:h1',
    'contact-replied:m1',
  ]);
});
