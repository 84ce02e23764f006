import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { State } from '../../../worker/protocol.ts';
import {
  type Agent,
  type Conversation,
  conversationSchema,
  type EntryStatus,
  type Event,
  entryStatus,
  type Handoff,
  step,
} from '../../../worker/rooms/machine.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 10, minute)).toISOString();
const handoff = (id: string, over: Partial<Handoff> = {}): Handoff => ({
  id,
  reason: 'low-confidence',
  priority: 3,
  team: 'care',
  area: 'faqs',
  ruleIds: ['low-confidence'],
  language: 'en',
  createdAt: at(0),
  promisedAt: at(10),
  end: null,
  skills: [],
  routing: [],
  opensAt: null,
  answeredAt: null,
  awaitingSince: at(0),
  ...over,
});
const jonas: Agent = { id: 'jonas', name: 'Jonas' };
const marta: Agent = { id: 'marta', name: 'Marta' };
const fresh: Conversation = {
  id: 'conversation-1',
  site: 'shop',
  visitor: 'visitor-1',
  history: 'h1',
  createdAt: at(0),
  state: 'assistant',
  epoch: 0,
  revision: 0,
  handoff: null,
  agent: null,
  returnedFrom: '',
};

function must(now: Conversation, event: Event): Conversation {
  const result = step(now, event);
  if (!result.ok) throw new Error(`${event.type} in ${now.state}: ${result.why}`);
  return result.next;
}
const run = (events: Event[], from = fresh) => events.reduce(must, from);
const queued = run([{ type: 'hand-off', handoff: handoff('h1') }]);
const claim = (now: Conversation, agent = jonas): Event => ({
  type: 'accept',
  handoffId: now.handoff?.id ?? '',
  epoch: now.epoch,
  agent,
});
const human = must(queued, claim(queued));
const missed = must(queued, { type: 'miss', handoffId: 'h1', epoch: queued.epoch });
const resolved = must(human, { type: 'resolve', by: { agentId: 'jonas' } });

test('takes a customer to the queue, to a person and to the end', () => {
  expect([queued, human, resolved].map(({ state }) => state)).toEqual(['queued', 'human', 'resolved']);
  expect(human.agent).toEqual(jonas);
  expect(resolved.handoff?.end).toBe('done');
});

test('tells the customer what has changed, each time once', () => {
  const notice = (now: Conversation, event: Event) => {
    const result = step(now, event);
    return result.ok ? result.notice : result.why;
  };
  expect(notice(fresh, { type: 'hand-off', handoff: handoff('h1') })).toBe('handoff');
  expect(notice(queued, claim(queued))).toBe('claimed');
  expect(notice(queued, { type: 'withdraw' })).toBe('withdrawn');
  expect(notice(queued, { type: 'miss', handoffId: 'h1', epoch: queued.epoch })).toBe('missed');
  expect(notice(human, { type: 'release', agentId: 'jonas' })).toBe('released');
  expect(notice(human, { type: 'requeue', handoffId: 'h1', epoch: human.epoch, promisedAt: at(20) })).toBe('requeued');
  expect(notice(human, { type: 'resolve', by: { agentId: 'jonas' } })).toBe('resolved');
  expect(notice(resolved, { type: 'come-back' })).toBe('returned');
  // The same claim again, after its answer was lost.
  expect(notice(human, claim(queued))).toBeNull();
});

test('invariant 4: of two who claim, one wins', () => {
  const late = step(human, claim(queued, marta));
  expect(late).toMatchObject({ ok: false });
  expect(human.agent).toEqual(jonas);
});

test('takes the same claim twice as once', () => {
  expect(step(human, claim(queued))).toEqual({ ok: true, next: human, notice: null });
});

test('refuses a claim with an old epoch, after the customer withdrew and was handed over again', () => {
  const again = run([{ type: 'withdraw' }, { type: 'hand-off', handoff: handoff('h2') }], queued);
  expect(step(again, claim(queued))).toMatchObject({ ok: false });
  expect(step(again, { ...claim(again), epoch: queued.epoch } as Event)).toMatchObject({ ok: false });
  expect(step(again, claim(again))).toMatchObject({ ok: true });
});

test('refuses a claim from before the entry went back to the queue', () => {
  const back = must(human, { type: 'requeue', handoffId: 'h1', epoch: human.epoch, promisedAt: at(30) });
  expect(back).toMatchObject({ state: 'queued', agent: null, handoff: { id: 'h1', promisedAt: at(30) } });
  expect(step(back, claim(queued, marta))).toMatchObject({ ok: false });
});

test('refuses timers of an entry that has moved on', () => {
  const timer: Event = { type: 'miss', handoffId: 'h1', epoch: queued.epoch };
  expect(step(human, timer)).toMatchObject({ ok: false });
  const back = must(human, { type: 'requeue', handoffId: 'h1', epoch: human.epoch, promisedAt: at(30) });
  expect(step(back, timer)).toMatchObject({ ok: false });
  expect(step(human, { type: 'requeue', handoffId: 'h0', epoch: human.epoch, promisedAt: at(30) })).toMatchObject({ ok: false });
});

test('lets a person take a missed customer, and the customer go back or close', () => {
  expect(must(missed, claim(missed)).state).toBe('human');
  expect(must(missed, { type: 'withdraw' }).state).toBe('assistant');
  expect(must(missed, { type: 'resolve', by: 'customer' }).state).toBe('resolved');
});

test('lets nobody but its person release or resolve a conversation with a person', () => {
  expect(step(human, { type: 'release', agentId: 'marta' })).toMatchObject({ ok: false });
  expect(step(human, { type: 'resolve', by: { agentId: 'marta' } })).toMatchObject({ ok: false });
  expect(step(human, { type: 'resolve', by: 'customer' })).toMatchObject({ ok: false });
});

test('invariant 5: remembers the cause a conversation came back from', () => {
  expect(must(queued, { type: 'withdraw' })).toMatchObject({ returnedFrom: 'low-confidence', handoff: { end: 'withdrawn' } });
  expect(must(human, { type: 'release', agentId: 'jonas' })).toMatchObject({ returnedFrom: 'low-confidence', handoff: { end: 'done' } });
  expect(must(resolved, { type: 'come-back' })).toMatchObject({ returnedFrom: 'low-confidence' });
  expect(must(must(queued, { type: 'withdraw' }), { type: 'hand-off', handoff: handoff('h2') }).returnedFrom).toBe('');
});

test.each<[string, Conversation, EntryStatus]>([
  ['queued', queued, 'waiting'],
  ['with a person', human, 'claimed'],
  ['missed', missed, 'missed'],
  ['resolved', resolved, 'done'],
  ['withdrawn', must(queued, { type: 'withdraw' }), 'withdrawn'],
  ['released', must(human, { type: 'release', agentId: 'jonas' }), 'done'],
])('shows the desk an entry that is %s as such', (_, conversation, status) => {
  expect(entryStatus(conversation)).toBe(status);
});

/** The arrows of the design; nothing else may happen. */
const allowed: Record<State, State[]> = {
  assistant: ['queued', 'resolved'],
  queued: ['human', 'assistant', 'missed'],
  missed: ['human', 'assistant', 'resolved'],
  human: ['queued', 'assistant', 'resolved'],
  resolved: ['assistant'],
};

/* Anything that may arrive, right or wrong: ids, epochs and agents of this conversation and of others, now and before. */
interface Arrival {
  kind: Event['type'];
  stale: number;
  otherHandoff: boolean;
  agent: Agent;
  byCustomer: boolean;
}
const arrival: fc.Arbitrary<Arrival> = fc.record({
  kind: fc.constantFrom('hand-off', 'accept', 'withdraw', 'miss', 'requeue', 'assign', 'route', 'release', 'resolve', 'come-back'),
  stale: fc.constantFrom(0, 0, 0, 1, 2, -1),
  otherHandoff: fc.constantFrom(false, false, false, true),
  agent: fc.constantFrom(jonas, marta),
  byCustomer: fc.boolean(),
});
function eventOf(now: Conversation, { kind, stale, otherHandoff, agent, byCustomer }: Arrival, n: number): Event {
  const epoch = now.epoch - stale;
  const handoffId = otherHandoff ? 'another' : (now.handoff?.id ?? 'none');
  switch (kind) {
    case 'hand-off':
      return { type: kind, handoff: handoff(`h${n}`) };
    case 'accept':
      return { type: kind, handoffId, epoch, agent };
    case 'miss':
      return { type: kind, handoffId, epoch };
    case 'requeue':
      return { type: kind, handoffId, epoch, promisedAt: at(n % 60) };
    case 'assign':
      return { type: kind, handoffId, epoch, agent };
    case 'route':
      return { type: kind, handoffId, epoch, change: byCustomer ? { priority: 2 } : { team: `team-${n}` } };
    case 'release':
      return { type: kind, agentId: agent.id };
    case 'resolve':
      return { type: kind, by: byCustomer ? 'customer' : { agentId: agent.id } };
    default:
      return { type: kind };
  }
}

function freeze(conversation: Conversation): Conversation {
  if (conversation.handoff) Object.freeze(conversation.handoff);
  return Object.freeze(conversation);
}

test('whatever arrives in whatever order, the invariants of the design hold', () => {
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 60, size: 'max' }), (arrivals) => {
      let now = freeze({ ...fresh });
      arrivals.forEach((one, n) => {
        const event = eventOf(now, one, n);
        const before = JSON.stringify(now);
        const result = step(now, event);
        // A step never changes what it was given, whether it is refused or not.
        expect(JSON.stringify(now)).toBe(before);
        if (!result.ok) {
          expect(result.why).not.toBe('');
          return;
        }
        const { next, notice } = result;
        conversationSchema.parse(next);
        if (next === now) {
          expect(notice).toBeNull();
          return;
        }
        expect(next.revision).toBe(now.revision + 1);
        // Another priority or team changes no owner, unless a person has to let go of it.
        const sameOwner = event.type === 'route' && next.state === now.state;
        expect(next.epoch).toBe(now.epoch + (sameOwner ? 0 : 1));
        if (sameOwner) expect([notice, next.agent]).toEqual([null, now.agent]);
        else {
          expect(event.type === 'assign' ? ['human'] : allowed[now.state]).toContain(next.state);
          expect(notice).not.toBeNull();
        }
        // Who carries an older epoch or another entry changes nothing.
        if ('epoch' in event) expect([event.epoch, event.handoffId]).toEqual([now.epoch, now.handoff?.id]);
        // The customer is told that a person comes exactly when the entry waits.
        expect(notice === 'handoff').toBe(event.type === 'hand-off');
        if (notice === 'handoff') expect(entryStatus(next)).toBe('waiting');
        // A person has it exactly while the state says so; the assistant never beside one.
        if (next.state === 'human') expect(next.agent).not.toBeNull();
        if (next.state === 'assistant' || next.state === 'queued') expect(next.agent).toBeNull();
        if (next.state === 'queued' || next.state === 'missed' || next.state === 'human') expect(next.handoff?.end).toBeNull();
        if (next.state === 'assistant') expect(next.returnedFrom).toBe(now.handoff?.reason ?? '');
        now = freeze(next);
      });
    }),
    { numRuns: 500 },
  );
});

test('invariant 2: from handoff until a person or the customer gives it back, no second handoff and no assistant', () => {
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 30 }), (arrivals) => {
      let now = queued;
      arrivals.forEach((one, n) => {
        const event = eventOf(now, one, n);
        const result = step(now, event);
        if (!result.ok) return;
        if (now.state !== 'assistant' && result.next.state === 'assistant') {
          expect(['withdraw', 'release', 'come-back']).toContain(event.type);
        }
        if (event.type === 'hand-off') expect(now.state).toBe('assistant');
        now = result.next;
      });
    }),
  );
});

test('is given to somebody from the queue, from who missed it, or from who has it', () => {
  for (const now of [queued, missed, human]) {
    const given: Event = { type: 'assign', handoffId: 'h1', epoch: now.epoch, agent: marta };
    expect(must(now, given)).toMatchObject({ state: 'human', agent: marta, epoch: now.epoch + 1 });
  }
  // The same again changes nothing, and an older decision nothing either.
  expect(must(human, { type: 'assign', handoffId: 'h1', epoch: 0, agent: jonas })).toBe(human);
  expect(step(human, { type: 'assign', handoffId: 'h1', epoch: human.epoch - 1, agent: marta }).ok).toBe(false);
  expect(step(resolved, { type: 'assign', handoffId: 'h1', epoch: resolved.epoch, agent: marta }).ok).toBe(false);
});

test('to another team: whoever has it lets go; another priority changes no owner', () => {
  const other: Event = { type: 'route', handoffId: 'h1', epoch: human.epoch, change: { team: 'privacy' } };
  expect(step(human, other)).toMatchObject({
    ok: true,
    notice: 'transferred',
    next: { state: 'queued', agent: null, handoff: { team: 'privacy' } },
  });
  for (const now of [queued, missed, human]) {
    const moved = step(now, { type: 'route', handoffId: 'h1', epoch: now.epoch, change: { priority: 2 } });
    expect(moved).toMatchObject({ ok: true, notice: null, next: { state: now.state, epoch: now.epoch, revision: now.revision + 1 } });
  }
});
