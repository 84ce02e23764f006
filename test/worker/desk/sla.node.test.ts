import { expect, test } from 'vitest';
import { plainQueue } from '../../../policy/queue.ts';
import { promisesOf, slaOf } from '../../../worker/desk/sla.ts';
import { handoffSchema } from '../../../worker/rooms/machine.ts';

const at = (minute: number, second = 0) => new Date(Date.UTC(2026, 10, 23, 10, minute, second)).toISOString();
const ms = (minute: number) => Date.parse(at(minute));
const queue = { ...plainQueue(10), nearing: 0.8 };
const handoff = (change: object = {}) =>
  handoffSchema.parse({
    id: 'h1',
    reason: 'low-confidence',
    priority: 3,
    team: 'care',
    area: 'faqs',
    ruleIds: [],
    language: 'en',
    createdAt: at(0),
    promisedAt: at(10),
    end: null,
    promise: { first: 10, next: 5, resolution: 50 },
    resolveBy: at(50),
    awaitingSince: at(0),
    ...change,
  });

test('until a person has written, the first answer is what runs', () => {
  expect(slaOf(queue, 'waiting', handoff(), ms(1))).toEqual({
    sla: { kind: 'first', due: at(10), status: 'kept' },
    breached: [],
    changes: ms(8),
  });
  expect(slaOf(queue, 'claimed', handoff(), ms(9))).toMatchObject({ sla: { kind: 'first', status: 'nearing' }, changes: ms(10) });
  expect(slaOf(queue, 'missed', handoff(), ms(11))).toMatchObject({ sla: { kind: 'first', status: 'breached' }, changes: ms(40) });
});

test('after it the next answer, from when the customer wrote; nothing but the end while it is the customer’s turn', () => {
  const asked = handoff({ answeredAt: at(5), awaitingSince: at(20) });
  expect(slaOf(queue, 'claimed', asked, ms(21)).sla).toEqual({ kind: 'next', due: at(25), status: 'kept' });
  expect(slaOf(queue, 'claimed', asked, ms(26)).breached).toEqual([{ kind: 'next', due: at(25), status: 'breached' }]);
  expect(slaOf(queue, 'claimed', handoff({ answeredAt: at(5), awaitingSince: null }), ms(21)).sla).toMatchObject({ kind: 'resolution' });
});

test('what has ended promises nothing, and an older handoff has its first time only', () => {
  expect(slaOf(queue, 'done', handoff(), ms(90))).toEqual({ sla: null, breached: [], changes: null });
  const older = handoff({ promise: undefined, resolveBy: undefined });
  expect(promisesOf(queue, 'waiting', older).map(({ kind }) => kind)).toEqual(['first']);
  expect(promisesOf(queue, 'claimed', { ...older, answeredAt: at(1) })).toEqual([]);
});
