import { expect, it } from 'vitest';
import { floorSchema } from '../../../worker/desk/floor-schema.ts';
import { api, clientId, connect, converse, json, makeSite, signIn, staffHeaders, visit } from '../fixture.ts';

it('tells everybody at the desk what the assistant did on their site in a day, and nobody else', async () => {
  const site = await makeSite();
  const visitor = await visit(site);
  const socket = await connect(visitor, await converse(visitor));
  socket.send({ type: 'send', clientId: clientId(), text: 'I want to talk to someone' });
  const headers = staffHeaders(await signIn(site, 'priya'));
  await expect
    .poll(async () => floorSchema.parse(await json(await api('/desk/floor', { headers }))))
    .toEqual({ hours: 24, turns: 1, outcomes: { handoff: 1 }, conversations: 1, handedOver: 1 });

  const other = staffHeaders(await signIn(await makeSite(), 'marta'));
  expect(await json(await api('/desk/floor', { headers: other }))).toMatchObject({ turns: 0, outcomes: {}, conversations: 0 });
  expect((await api('/desk/floor')).status).toBe(401);
});
