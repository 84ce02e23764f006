import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { MAX_MESSAGE } from '../../../worker/protocol.ts';
import { attach, attachment } from '../../../worker/rooms/sockets.ts';
import {
  api,
  auth,
  clientId,
  connect,
  converse,
  handshake,
  json,
  makeSite,
  openAsAgent,
  openDesk,
  post,
  signIn,
  staffHeaders,
  ticket,
  visit,
} from '../fixture.ts';

async function start(hello: object | null = {}) {
  const site = await makeSite();
  const visitor = await visit(site);
  const conversation = await converse(visitor);
  return { site, visitor, conversation, socket: await connect(visitor, conversation, hello) };
}

/** The conversation still works after whatever was sent. */
async function stillUsable(socket: Awaited<ReturnType<typeof start>>['socket']) {
  const id = clientId();
  socket.send({ type: 'send', clientId: id, text: 'hello' });
  await socket.until('ack', (frame) => frame.clientId === id);
}

describe('T17 bad input gets its typed refusal and leaves the conversation usable', () => {
  const cases: [string, string, string | ArrayBuffer][] = [
    ['malformed JSON', 'bad-json', '{"type":"send",'],
    ['JSON that is no object', 'bad-frame', '42'],
    ['deep nesting', 'bad-frame', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
    ['an unknown type', 'unknown-type', '{"type":"sudo"}'],
    ['unknown keys', 'bad-frame', '{"type":"withdraw","force":true}'],
    ['a frame over 64 kB', 'too-large', JSON.stringify({ type: 'send', text: 'x'.repeat(70_000) })],
    ['an over-long message', 'too-long', JSON.stringify({ type: 'send', clientId: 'client-long', text: 'x'.repeat(MAX_MESSAGE + 1) })],
    ['an empty message', 'empty', JSON.stringify({ type: 'send', clientId: 'client-empty', text: ' \n ' })],
    ['an agent’s frame from a customer', 'not-allowed', '{"type":"release"}'],
    ['withdrawing what is not queued', 'wrong-state', '{"type":"withdraw"}'],
    ['rating an open conversation', 'wrong-state', '{"type":"feedback","value":"up"}'],
    ['a contact address without consent', 'bad-frame', '{"type":"contact","email":"a@b.example","consent":false}'],
  ];
  it.each(cases)('%s', async (_, reason, frame) => {
    const { socket } = await start();
    if (typeof frame === 'string') socket.send(frame);
    const refused = await socket.until('refused');
    expect(refused).toMatchObject({ reason, detail: expect.stringMatching(/\w/) });
    const sentId = typeof frame === 'string' ? /"clientId":"([^"]+)"/.exec(frame)?.[1] : undefined;
    expect(refused.clientId).toBe(sentId);
    await stillUsable(socket);
  });

  it('a binary frame', async () => {
    const { socket } = await start();
    socket.socket.send(new Uint8Array([1, 2, 3]).buffer);
    expect((await socket.until('refused')).reason).toBe('binary');
    await stillUsable(socket);
  });

  it('a frame before hello', async () => {
    const { socket } = await start(null);
    socket.send({ type: 'send', clientId: clientId(), text: 'hi' });
    expect((await socket.until('refused')).reason).toBe('hello-first');
  });

  it('the wrong protocol version: refused, then closed for good', async () => {
    const { visitor, conversation } = await start();
    const socket = await connect(visitor, conversation, null);
    socket.send({ type: 'hello', protocol: 2, since: null, history: null });
    expect((await socket.until('refused')).reason).toBe('wrong-version');
    expect((await socket.ended()).code).toBe(1008);
  });

  it('10,000 frames in a row: refused, then closed, while another socket is served', async () => {
    const { visitor, conversation, socket } = await start();
    const calm = await connect(visitor, conversation);
    for (let i = 0; i < 10_000; i++) socket.send('{"type":"typing","on":true}');
    expect((await socket.until('refused')).reason).toBe('rate-limited');
    expect((await socket.ended()).code).toBe(1008);
    await stillUsable(calm);
  }, 20_000);

  it('never tells a stack', async () => {
    const { visitor } = await start();
    const responses = [
      await post('/session', '{{{'),
      await post('/session', { site: 'no-such-site' }),
      await api('/nothing/here'),
      await api('/conversations/%00/messages', { headers: auth(visitor) }),
    ];
    for (const response of responses) {
      const text = await response.text();
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(JSON.parse(text)).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
      expect(text).not.toMatch(/\bat .*\.ts|Error:/);
    }
  });
});

describe('T16 when a staff session ends', () => {
  it('its sockets are closed with 1008 and its cookie opens nothing', async () => {
    const { site, conversation, socket } = await start();
    const agent = await signIn(site, 'priya');
    const desk = await openDesk(agent);
    socket.send({ type: 'person', clientId: clientId() });
    const { entries } = await desk.until('changes', (frame) => frame.entries.length > 0);
    desk.send({ type: 'claim', handoffId: entries[0]?.handoffId });
    await desk.until('claimed');
    const chat = await openAsAgent(agent, conversation);
    expect((await api('/desk/session', { method: 'DELETE', headers: staffHeaders(agent) })).status).toBe(204);
    expect((await desk.ended()).code).toBe(1008);
    expect((await chat.ended()).code).toBe(1008);
    expect((await post('/desk/tickets', {}, staffHeaders(agent))).status).toBe(401);
  });

  it('a customer’s socket ends with its token', async () => {
    const { site, visitor, conversation, socket } = await start();
    await runInDurableObject(env.CONVERSATION.getByName(`${site}/${conversation}`), (_, ctx) => {
      for (const server of ctx.getWebSockets()) {
        const held = attachment(server);
        if (held) attach(server, { ...held, holder: { ...held.holder, until: Date.now() - 1 } });
      }
    });
    socket.send({ type: 'send', clientId: clientId(), text: 'hello' });
    expect((await socket.until('refused')).reason).toBe('session-ended');
    expect((await socket.ended()).code).toBe(1008);
    // The visitor can come back with a new ticket.
    expect((await handshake(`/conversations/${conversation}/socket`, await ticket(visitor, conversation))).status).toBe(101);
  });

  it('a link works once, and forged requests never', async () => {
    const site = await makeSite();
    const invite = await env.SITE.getByName(site).invite('priya', 'test');
    const own = { 'X-Handrail-Desk': '1', Origin: 'https://handrail.example' };
    const body = { site, invite: invite?.token };
    expect((await post('/desk/session', body, { Origin: 'https://handrail.example' })).status).toBe(403);
    expect((await post('/desk/session', body, { ...own, Origin: 'https://evil.example' })).status).toBe(403);
    const first = await post('/desk/session', body, own);
    expect(first.status).toBe(200);
    expect(first.headers.get('Set-Cookie')).toMatch(/HttpOnly; Secure; SameSite=Strict/);
    const again = await post('/desk/session', body, own);
    expect(again.status).toBe(401);
    expect(await json(again)).toMatchObject({ error: { code: 'invite' } });
  });
});

describe('T18 limits', () => {
  it('count new conversations per visitor exactly, also when asked at once', async () => {
    const site = await makeSite();
    const visitor = await visit(site);
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await post('/conversations', {}, auth(visitor))).status));
    expect(statuses.filter((status) => status === 201)).toHaveLength(12);
    expect(statuses.filter((status) => status === 429)).toHaveLength(8);
  });

  it('slow down a conversation that is flooded, over the socket and over HTTP', async () => {
    const { visitor, conversation, socket } = await start();
    for (let i = 0; i < 30; i++) socket.send({ type: 'send', clientId: clientId(), text: `hello ${i}` });
    await socket.until('refused', (frame) => frame.reason === 'rate-limited');
    const response = await post(`/conversations/${conversation}/messages`, { clientId: clientId(), text: 'more' }, auth(visitor));
    expect(response.status).toBe(429);
  });

  it('count by network, whatever the visitor', async () => {
    const site = await makeSite();
    const from = { 'CF-Connecting-IP': '203.0.113.7' };
    const statuses: number[] = [];
    for (let i = 0; i < 13; i++) {
      const visitor = await visit(site, {}, from);
      statuses.push(
        ...(await Promise.all(
          Array.from({ length: 10 }, async () => (await post('/conversations', {}, { ...auth(visitor), ...from })).status),
        )),
      );
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(120);
    expect((await post('/conversations', {}, { ...auth(await visit(site)), 'CF-Connecting-IP': '198.51.100.1' })).status).toBe(201);
  }, 20_000);

  it('refuse bodies over 64 kB', async () => {
    expect((await post('/session', { site: 'x'.repeat(70_000) })).status).toBe(413);
  });
});
