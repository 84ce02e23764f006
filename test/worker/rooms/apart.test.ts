import { evictDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { api, auth, clientId, connect, makeSite, openAsAgent, openDesk, signIn } from '../fixture.ts';
import { assisting, settled, waitingAt } from './handed-over.ts';

/** Words that only the desk may ever see. */
const secret = 'FOR-COLLEAGUES-ONLY';

const staff = fc.constantFrom('priya', 'luca', 'marta');
const often = <T>(arbitrary: fc.Arbitrary<T>) => ({ arbitrary, weight: 6 });
const action = fc.oneof(
  often(fc.record({ kind: fc.constant('note'), by: staff, whisper: fc.boolean() })),
  often(fc.record({ kind: fc.constantFrom('typing', 'not-typing', 'seen', 'send', 'close'), by: staff })),
  often(fc.record({ kind: fc.constantFrom('approve', 'edit', 'reject'), by: staff })),
  often(fc.record({ kind: fc.constantFrom('claim', 'take-over', 'release', 'resolve'), by: staff })),
  often(fc.record({ kind: fc.constantFrom('customer-writes', 'customer-reloads', 'customer-claims') })),
  // Takes a second each.
  fc.record({ kind: fc.constant('evict') }),
);

it('customers are never sent what is for the desk, whatever people do there', async () => {
  const site = await makeSite({}, assisting);
  const people = {
    priya: await signIn(site, 'priya'),
    luca: await signIn(site, 'luca'),
    marta: await signIn(site, 'marta'),
  };
  const desks = { priya: await openDesk(people.priya), luca: await openDesk(people.luca), marta: await openDesk(people.marta) };
  const names = ['priya', 'luca', 'marta'] as const;
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 16 }), async (actions) => {
      const one = await waitingAt(site, 'how long does delivery take?');
      const open = async (name: (typeof names)[number]) => ({ name, socket: await openAsAgent(people[name], one.conversation) });
      const chats = new Map((await Promise.all(names.map(open))).map(({ name, socket }) => [name as string, socket]));
      const turnId = (await chats.get('priya')?.until('records'))?.records[0]?.id;
      const customers = [one.socket, await connect(one.visitor, one.conversation)];
      const { entries } = await desks.priya.until('changes', (frame) =>
        frame.entries.some(({ conversationId }) => conversationId === one.conversation),
      );
      const handoffId = entries.find(({ conversationId }) => conversationId === one.conversation)?.handoffId;
      for (const given of actions) {
        const by = 'by' in given ? given.by : 'priya';
        const chat = chats.get(by);
        const desk = desks[by as (typeof names)[number]];
        const send = (frame: object) => chat?.send({ clientId: clientId(), ...frame });
        switch (given.kind) {
          case 'note':
            send({ type: 'note', text: secret, mentions: ['luca', 'marta'], whisper: 'whisper' in given && given.whisper });
            break;
          case 'typing':
          case 'not-typing':
            chat?.send({ type: 'typing', on: given.kind === 'typing' });
            break;
          case 'seen':
            chat?.send({ type: 'seen', seq: 3 });
            break;
          case 'send':
            send({ type: 'send', text: `${by} writes` });
            break;
          case 'approve':
            send({ type: 'decide', turnId, decision: 'approve', reason: secret });
            break;
          case 'edit':
            send({ type: 'decide', turnId, decision: 'edit', text: 'Three to five days.', reason: secret });
            break;
          case 'reject':
            send({ type: 'decide', turnId, decision: 'reject', reason: secret });
            break;
          case 'claim':
            desk.send({ type: 'claim', handoffId });
            break;
          case 'take-over':
            desk.send({ type: 'assign', handoffId, to: by, note: secret });
            break;
          case 'release':
          case 'resolve':
            chat?.send({ type: given.kind });
            break;
          case 'close':
            chat?.socket.close(1000);
            chats.set(by, await openAsAgent(people[by as (typeof names)[number]], one.conversation));
            break;
          case 'evict':
            await evictDurableObject(one.stub);
            break;
          case 'customer-writes':
            one.socket.send({ type: 'send', clientId: clientId(), text: 'how long does delivery take?' });
            break;
          case 'customer-claims':
            one.socket.send({ type: 'attributes', clientId: clientId(), attributes: { plan: 'club' } });
            break;
          case 'customer-reloads':
            customers.push(await connect(one.visitor, one.conversation));
        }
        if (chat && given.kind !== 'close') await settled(chat);
      }
      for (const socket of customers) await settled(socket);
      const forCustomers = ['resumed', 'reset', 'message', 'ack', 'state', 'typing', 'seen', 'refused'];
      for (const { frames } of customers) {
        expect(frames.filter(({ type }) => !forCustomers.includes(type))).toEqual([]);
        expect(JSON.stringify(frames)).not.toContain(secret);
        // Messages are labelled, and what a customer is told of a screen is told of who helps them.
        for (const frame of frames) if (frame.type === 'seen') expect(frame.by).toBe('agent');
      }
      const kept = await api(`/conversations/${one.conversation}/messages?since=0`, { headers: auth(one.visitor) });
      expect(await kept.text()).not.toContain(secret);
      for (const chat of [...chats.values(), ...customers]) chat.socket.close(1000);
    }),
    { numRuns: 12 },
  );
}, 120_000);
