import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryStatus } from '../../../worker/rooms/machine.ts';
import { clientId, connect, converse, makeSite, openAsAgent, openDesk, signIn, visit } from '../fixture.ts';

/** One conversation and two agents under a random schedule of everything that can happen to a handoff. */
const action = fc.constantFrom(
  'ask',
  'withdraw',
  'claim-a',
  'claim-b',
  'claim-both',
  'release',
  'resolve',
  'write',
  'lose',
  'miss',
  'evict',
  'redeliver',
  'alarm',
  'assign-a',
  'assign-b',
  'route',
  'gone-a',
  'evict-desk',
  'desk-alarm',
);

describe('invariants 1, 2, 4 and 6 under random schedules', () => {
  it('the entry mirrors its conversation, the assistant is silent while people have it, and one claim wins', async () => {
    const site = await makeSite();
    const agents = { a: await signIn(site, 'priya'), b: await signIn(site, 'luca') };
    const lead = await openDesk(await signIn(site, 'marta'));
    const desks = { a: await openDesk(agents.a), b: await openDesk(agents.b) };
    const desk = env.DESK.getByName(site);
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 14 }), async (actions) => {
        // Visitors may open 12 conversations an hour; a new one each time.
        const visitor = await visit(site);
        const id = await converse(visitor);
        const stub = env.CONVERSATION.getByName(`${site}/${id}`);
        const socket = await connect(visitor, id);
        const stored = () =>
          runInDurableObject(
            stub,
            (_, ctx) => JSON.parse(ctx.storage.sql.exec<{ record: string }>('SELECT record FROM conversation').one().record).conversation,
          );
        const entry = async (handoff: string | undefined) =>
          runInDurableObject(
            desk,
            (_, ctx) =>
              ctx.storage.sql
                .exec<{ status: string; agent: string | null; mirror: string }>(
                  'SELECT status, agent, mirror FROM entries WHERE handoff = ?',
                  handoff ?? '',
                )
                .toArray()[0],
          );
        const timers = (key: string) =>
          runInDurableObject(desk, (_, ctx) => ctx.storage.sql.exec('SELECT key FROM schedule WHERE key = ?', key).toArray().length);
        const ripen = (key: string) =>
          runInDurableObject(desk, (_, ctx) => {
            ctx.storage.sql.exec('UPDATE schedule SET at = 1 WHERE key = ?', key);
          });
        // What nobody waits for leaves two seconds later; here it leaves as soon as there is an answer.
        const carried = () =>
          runInDurableObject(stub, async (object, ctx) => {
            ctx.storage.sql.exec("UPDATE schedule SET at = 1 WHERE key IN ('outbox', 'archive')");
            await object.alarm();
            return ctx.storage.sql.exec('SELECT id FROM outbox').toArray().length;
          });
        const settle = async () => {
          await expect
            .poll(async () =>
              runInDurableObject(
                stub,
                (_, ctx) => JSON.parse(ctx.storage.sql.exec<{ record: string }>('SELECT record FROM conversation').one().record).pending,
              ),
            )
            .toBeNull();
          await expect.poll(carried).toBe(0);
        };
        const asAgent = async (frame: object) => {
          const { state, agent } = await stored();
          if (state !== 'human') return;
          const chat = await openAsAgent(agent.id === 'priya' ? agents.a : agents.b, id);
          chat.send(frame);
          await new Promise((resolve) => setTimeout(resolve, 10));
          chat.socket.close(1000);
        };
        for (const kind of actions) {
          const { handoff } = await stored();
          if (kind === 'ask') socket.send({ type: 'send', clientId: clientId(), text: 'let me talk to a person' });
          if (kind === 'write') socket.send({ type: 'send', clientId: clientId(), text: 'hello' });
          if (kind === 'withdraw') socket.send({ type: 'withdraw' });
          if (kind === 'claim-a' || kind === 'claim-both') desks.a.send({ type: 'claim', handoffId: handoff?.id ?? 'none' });
          if (kind === 'claim-b' || kind === 'claim-both') desks.b.send({ type: 'claim', handoffId: handoff?.id ?? 'none' });
          if (kind === 'release') await asAgent({ type: 'release' });
          if (kind === 'resolve') await asAgent({ type: 'resolve' });
          if (kind === 'lose' && handoff) await stub.requeue(handoff.id, (await stored()).epoch);
          if (kind === 'miss' && handoff) await stub.miss(handoff.id, (await stored()).epoch);
          if (kind === 'evict') await evictDurableObject(stub).catch(() => {});
          if (kind === 'alarm') await runDurableObjectAlarm(stub);
          if (kind === 'assign-a' || kind === 'assign-b')
            lead.send({ type: 'assign', handoffId: handoff?.id ?? 'none', to: kind === 'assign-a' ? 'priya' : 'luca' });
          if (kind === 'route') lead.send({ type: 'route', handoffId: handoff?.id ?? 'none', team: 'delivery', priority: 2 });
          if (kind === 'gone-a') {
            // The connection is lost, and the time to come back runs out.
            desks.a.socket.close(1000);
            await expect.poll(() => timers('lost:priya')).toBe(1);
            await ripen('lost:priya');
            await runInDurableObject(desk, (object) => object.alarm());
            desks.a = await openDesk(agents.a);
          }
          // Sockets hibernate through an eviction: everybody is still here.
          if (kind === 'evict-desk') await evictDurableObject(desk).catch(() => {});
          if (kind === 'desk-alarm') await runInDurableObject(desk, (object) => object.alarm());
          const known = await entry(handoff?.id);
          if (kind === 'redeliver' && known) await desk.mirror(site, JSON.stringify(JSON.parse(known.mirror).mirror));
          await settle();
        }
        await settle();
        const conversation = await stored();
        if (conversation.handoff) {
          await expect.poll(async () => (await entry(conversation.handoff.id))?.status).toBe(entryStatus(conversation));
          const held = await entry(conversation.handoff.id);
          if (conversation.state === 'human') expect(held?.agent).toBe(conversation.agent.id);
        }
        // Read the transcript: a promise of a person is always a state, and nothing of the assistant stands inside it.
        let withPeople = false;
        const view = await connect(visitor, id);
        for (const { author, body } of view.messages) {
          if (body.type === 'notice' && body.code === 'handoff') withPeople = true;
          if (body.type === 'notice' && ['withdrawn', 'released', 'resolved'].includes(body.code)) withPeople = false;
          if (author.kind === 'assistant') expect(withPeople).toBe(false);
        }
        expect(withPeople).toBe(['queued', 'human', 'missed'].includes(conversation.state));
        socket.socket.close(1000);
        view.socket.close(1000);
      }),
      { numRuns: 40, interruptAfterTimeLimit: 60_000 },
    );
  }, 120_000);
});
