import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { DeskStore, deskMigrations } from '../../../worker/rooms/desk-store.ts';
import type { Answer, Mirror } from '../../../worker/rooms/desk-types.ts';
import { type Agent, type Conversation, type Event, entryStatus, handoffSchema, step } from '../../../worker/rooms/machine.ts';
import { migrate } from '../../../worker/rooms/migrate.ts';
import { type Authority, Queue } from '../../../worker/rooms/queue.ts';
import { Schedule } from '../../../worker/rooms/schedule.ts';

/**
 * The queue against a model of its conversations. The queue, its rows and its timers are the real ones, in SQLite; a conversation
 * is the real state machine without its transport, so that every message between the two can be late, doubled, lost on the way there
 * or lost on the way back, and every call can be overtaken by others. queue.test.ts has the real objects, with fewer schedules.
 */
const agents: Agent[] = ['ana', 'ben'].map((id) => ({ id, name: id }));
const conversations = 2;
type Fault = 'none' | 'lost-there' | 'lost-back';

const who = fc.integer({ min: 0, max: agents.length - 1 });
const which = fc.integer({ min: 0, max: conversations - 1 });
const fault = fc.constantFrom<Fault>('none', 'none', 'none', 'lost-there', 'lost-back');
const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ask' as const), which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('claim' as const), which, who, fault }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('assign' as const), which, who, fault }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('route' as const), which, team: fc.constantFrom('care', 'press'), fault }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('release' as const, 'resolve' as const), which, who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('come-back' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lost' as const), who, fault }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('deliver' as const), which, old: fc.constantFrom(0, 0, 0, 1, 2), acknowledged: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('alarm' as const), ahead: fc.constantFrom(6_000, 700_000), fault }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('evict' as const) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('wait' as const) }) },
);

class World {
  readonly sql: SqlStorage;
  readonly storage: DurableObjectStorage;
  readonly all: Conversation[];
  /** The outbox: the last state of an entry, until the desk has acknowledged it. Copies of older ones may still be under way. */
  readonly owed = new Map<string, Mirror>();
  /** Every state an entry was ever told as. */
  readonly told = new Map<string, Mirror[]>();
  readonly running: Promise<unknown>[] = [];
  readonly #scheduler: fc.Scheduler;
  store: DeskStore;
  queue: Queue;
  schedule: Schedule;
  fault: Fault = 'none';
  #handoffs = 0;
  #life = 0;

  constructor(storage: DurableObjectStorage, scheduler: fc.Scheduler) {
    this.storage = storage;
    this.sql = storage.sql;
    this.#scheduler = scheduler;
    for (const { name } of this.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
      )
      .toArray())
      this.sql.exec(`DROP TABLE ${name}`);
    migrate(storage, deskMigrations);
    this.all = Array.from({ length: conversations }, (_, i) => ({
      id: `conversation-${i}`,
      site: 'shop',
      visitor: 'v',
      history: 'h',
      createdAt: '2026-11-23T10:00:00.000Z',
      state: 'assistant' as const,
      epoch: 0,
      revision: 0,
      handoff: null,
      agent: null,
      returnedFrom: '' as const,
    }));
    this.schedule = new Schedule(storage);
    this.store = new DeskStore(storage);
    this.queue = this.#wake();
  }

  #wake(): Queue {
    this.store = new DeskStore(this.storage);
    return new Queue(this.store, this.schedule, this.#authority(), () => {});
  }

  /** All that was in memory is gone, and with it whoever waited for an answer; what was asked for still arrives. */
  evict(): void {
    this.#life++;
    this.running.length = 0;
    this.schedule = new Schedule(this.storage);
    this.queue = this.#wake();
  }

  apply(which: number, event: Event): Answer {
    const now = this.all[which];
    if (!now) throw new Error('no such conversation');
    const moved = step(now, event);
    if (moved.ok && moved.next !== now) {
      this.all[which] = moved.next;
      const mirror = this.mirror(moved.next);
      if (mirror) {
        this.told.set(mirror.handoff.id, [...(this.told.get(mirror.handoff.id) ?? []), mirror]);
        this.owed.set(mirror.handoff.id, mirror);
      }
    }
    const mirror = this.mirror(this.all[which] ?? now);
    if (moved.ok && mirror) return { ok: true, mirror };
    return { ok: false, why: moved.ok ? 'nothing' : moved.why, mirror };
  }

  mirror(conversation: Conversation): Mirror | null {
    const { handoff, epoch, revision, agent } = conversation;
    if (!handoff) return null;
    const status = entryStatus(conversation);
    return { conversationId: conversation.id, handoff, status, epoch, revision, agent, customer: 'Kim', attributes: {}, snippet: '' };
  }

  newHandoff() {
    const n = ++this.#handoffs;
    const at = new Date(Date.now() + n).toISOString();
    const promisedAt = new Date(Date.now() + 600_000).toISOString();
    const fixed = { reason: 'low-confidence', priority: 3, team: 'care', area: 'faqs', ruleIds: [], language: 'en', end: null };
    return handoffSchema.parse({ id: `handoff-${n}`, ...fixed, createdAt: at, promisedAt, rankAt: promisedAt, awaitingSince: at });
  }

  handoffOf(which: number): string {
    return this.all[which]?.handoff?.id ?? 'none';
  }

  #authority(): Authority {
    const call = async (id: string, event: Event): Promise<Answer> => {
      const [fault, life] = [this.fault, this.#life];
      const which = this.all.findIndex((one) => one.id === id);
      // Time passes on the way there and on the way back; meanwhile anything else may happen.
      await this.#scheduler.schedule(Promise.resolve(), 'there');
      if (fault === 'lost-there') throw new Error('lost on the way there');
      const answer = this.apply(which, event);
      await this.#scheduler.schedule(Promise.resolve(), 'back');
      if (life !== this.#life) return new Promise(() => {});
      if (fault === 'lost-back') throw new Error('lost on the way back');
      return answer;
    };
    return {
      accept: (id, handoffId, epoch, agent) => call(id, { type: 'accept', handoffId, epoch, agent }),
      assign: (id, handoffId, epoch, agent) => call(id, { type: 'assign', handoffId, epoch, agent }),
      route: (id, handoffId, epoch, { team }) => call(id, { type: 'route', handoffId, epoch, change: team ? { team } : {} }),
      requeue: (id, handoffId, epoch) =>
        call(id, { type: 'requeue', handoffId, epoch, promisedAt: new Date(Date.now() + 600_000).toISOString() }),
      miss: (id, handoffId, epoch) => call(id, { type: 'miss', handoffId, epoch }),
    };
  }

  /** The alarm of the desk: what is due so far ahead, each as the desk handles it. */
  async alarm(ahead: number): Promise<void> {
    const { schedule, queue } = this;
    await schedule.run(Date.now() + ahead, async (key) => {
      const [what = '', id = ''] = key.split(/:(.*)/s);
      if (what === 'confirm') await queue.confirm(id);
      if (what === 'missed') await queue.miss(id);
    });
  }

  start(work: Promise<unknown>): void {
    this.running.push(work.catch(() => null));
  }

  /** Nothing is lost any more: what is under way arrives, each conversation's news arrives, and timers run until none is left to. */
  async settle(): Promise<void> {
    this.fault = 'none';
    for (let round = 0; round < 4; round++) {
      await this.#scheduler.waitFor(Promise.all(this.running));
      for (const [handoff, mirror] of this.owed) {
        this.queue.take(mirror);
        this.owed.delete(handoff);
      }
      await this.#scheduler.waitFor(this.alarm(6_000));
    }
  }
}

async function act(world: World, one: typeof action extends fc.Arbitrary<infer T> ? T : never, scheduler: fc.Scheduler): Promise<void> {
  const handoff = 'which' in one ? world.handoffOf(one.which) : 'none';
  if ('fault' in one) world.fault = one.fault;
  switch (one.do) {
    case 'ask':
      world.apply(one.which, { type: 'hand-off', handoff: world.newHandoff() });
      return;
    case 'claim':
      return world.start(world.queue.claim(handoff, agents[one.who] as Agent));
    case 'assign':
      return world.start(world.queue.assign(handoff, agents[one.who] as Agent));
    case 'route':
      return world.start(world.queue.route(handoff, { team: one.team }));
    case 'withdraw':
      world.apply(one.which, { type: 'withdraw' });
      return;
    case 'release':
      world.apply(one.which, { type: 'release', agentId: agents[one.who]?.id ?? '' });
      return;
    case 'resolve':
      world.apply(one.which, { type: 'resolve', by: { agentId: agents[one.who]?.id ?? '' } });
      return;
    case 'close':
      world.apply(one.which, { type: 'resolve', by: 'customer' });
      return;
    case 'come-back':
      world.apply(one.which, { type: 'come-back' });
      return;
    case 'lost':
      return world.start(world.queue.requeueAll(agents[one.who]?.id ?? ''));
    case 'deliver': {
      // The newest is acknowledged, a copy of an older one comes late.
      const mirrors = world.told.get(handoff) ?? [];
      const mirror = mirrors[Math.max(0, mirrors.length - 1 - one.old)];
      if (!mirror) return;
      world.queue.take(mirror);
      if (world.owed.get(handoff) === mirror && one.acknowledged) world.owed.delete(handoff);
      return;
    }
    case 'alarm':
      return world.start(world.alarm(one.ahead));
    case 'evict':
      return world.evict();
    case 'wait':
      if (scheduler.count() > 0) await scheduler.waitOne();
  }
}

it('every handoff is in the queue exactly once and as its conversation says, whatever is late, doubled, lost or overtaken', async () => {
  // Calls that are lost on purpose are no news.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  await runInDurableObject(env.DESK.getByName('model'), async (_, ctx) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(action, { minLength: 6, maxLength: 40, size: 'max' }), async (scheduler, actions) => {
        const world = new World(ctx.storage, scheduler);
        for (const one of actions) {
          await act(world, one, scheduler);
          // At no time are two agents told that they have the same conversation: a row has one agent or none.
          const rows = new DeskStore(ctx.storage);
          for (const entry of rows.open()) {
            expect(entry.status === 'claimed').toBe(entry.agent !== null);
            // What is held in memory is what stands in the rows.
            expect(world.store.find(entry.mirror.handoff.id)).toEqual(entry);
            expect(world.store.placeOf(entry)).toBe(rows.placeOf(entry));
          }
        }
        await world.settle();
        const rows = ctx.storage.sql
          .exec<{ handoff: string; status: string; agent: string | null }>('SELECT handoff, status, agent FROM entries')
          .toArray();
        // None lost, none double: one row for every handoff that was ever promised.
        expect(rows.map(({ handoff }) => handoff).sort()).toEqual([...world.told.keys()].sort());
        for (const { handoff, status, agent } of rows) {
          expect(['waiting', 'claimed', 'missed', 'done', 'withdrawn']).toContain(status);
          const conversation = world.all.find((one) => one.handoff?.id === handoff);
          if (conversation) {
            expect(status).toBe(entryStatus(conversation));
            if (status === 'claimed') expect(agent).toBe(conversation.agent?.id);
            if (status === 'waiting' || status === 'missed') expect(agent).toBeNull();
          } else {
            // A conversation that came back and was handed over anew: the older entry is closed.
            expect(['done', 'withdrawn']).toContain(status);
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });
}, 120_000);
