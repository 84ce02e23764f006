import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { digest } from '../../../worker/rooms/random.ts';
import {
  api,
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
  type TestAgent,
  visit,
} from '../fixture.ts';

const deskOrigin = 'https://handrail.example';
const waiting = async (site: string) => {
  const visitor = await visit(site);
  const conversation = await converse(visitor);
  const socket = await connect(visitor, conversation);
  socket.send({ type: 'person', clientId: clientId() });
  await socket.until('state', (frame) => frame.conversation.state === 'queued');
  return { visitor, conversation, socket };
};
const sessionsOf = async (site: string, person: string) => (await env.SITE.getByName(site).access(person, ''))?.sessions ?? [];
const me = (agent: TestAgent) => api('/desk/session', { headers: staffHeaders(agent) });

describe('a person’s sessions', () => {
  it('are listed with when and where, and never with what opens one', async () => {
    const site = await makeSite();
    const of = env.SITE.getByName(site);
    const invite = await of.invite('priya', 'jonas');
    const opened = await of.signIn(invite?.token ?? '', 'Firefox on Linux');
    const access = await of.access('priya', await digest(opened?.token ?? ''));
    expect(access).toMatchObject({ sessions: [{ browser: 'Firefox on Linux', via: 'invite', mine: true }], invites: [] });
    const text = JSON.stringify(access);
    expect(text).not.toContain(opened?.token);
    expect(text).not.toContain(await digest(opened?.token ?? ''));
    expect(await of.access('nobody', '')).toBeNull();
  });

  it('end one by one, and their sockets at once', async () => {
    const site = await makeSite();
    const { conversation } = await waiting(site);
    const [one, two] = [await signIn(site, 'priya'), await signIn(site, 'priya')];
    const [desk, chat, other] = [await openDesk(one), await openAsAgent(one, conversation), await openDesk(two)];
    const hash = await digest(one.cookie.split('.')[1] ?? '');
    const id = hash.slice(0, 16);
    expect((await sessionsOf(site, 'priya')).map((session) => session.id)).toContain(id);
    expect(await env.SITE.getByName(site).endSessions('luca', id, 'jonas')).toBe(0);
    expect(await env.SITE.getByName(site).endSessions('priya', id, 'jonas')).toBe(1);
    expect([(await desk.ended()).code, (await chat.ended()).code, other.closed]).toEqual([1008, 1008, null]);
    await expect.poll(async () => (await me(one)).status, { timeout: 6_000 }).toBe(401);
    expect((await me(two)).status).toBe(200);
  });

  it('end all but the one that asks', async () => {
    const site = await makeSite();
    const agents = [await signIn(site, 'jonas'), await signIn(site, 'jonas'), await signIn(site, 'jonas')];
    const [mine] = agents;
    const response = await api('/desk/people/jonas/sessions', { method: 'DELETE', headers: staffHeaders(mine ?? { site, cookie: '' }) });
    expect(await json(response)).toEqual({ ended: 2 });
    expect(await sessionsOf(site, 'jonas')).toHaveLength(1);
  });

  it('open no socket with a ticket that is older than their end', async () => {
    const site = await makeSite();
    const { conversation } = await waiting(site);
    const agent = await signIn(site, 'priya');
    const ticket = async (path: string) => (await json<{ ticket: string }>(await post(path, {}, staffHeaders(agent)))).ticket;
    const [desk, chat] = [await ticket('/desk/tickets'), await ticket(`/desk/conversations/${conversation}/tickets`)];
    await env.SITE.getByName(site).endSessions('priya', null, 'jonas');
    expect((await handshake('/desk/socket', desk, deskOrigin)).status).toBe(401);
    expect((await handshake(`/conversations/${conversation}/socket`, chat, deskOrigin)).status).toBe(401);
  });

  it('are replaced where somebody signs in again, as themselves or as somebody else', async () => {
    const site = await makeSite();
    const agent = await signIn(site, 'priya');
    const desk = await openDesk(agent);
    const link = await env.SITE.getByName(site).invite('luca', 'jonas');
    const response = await post('/desk/session', { site, invite: link?.token }, staffHeaders(agent));
    expect(await json(response)).toMatchObject({ person: { id: 'luca' } });
    expect((await desk.ended()).code).toBe(1008);
    expect(await sessionsOf(site, 'priya')).toEqual([]);
    expect(await sessionsOf(site, 'luca')).toHaveLength(1);
  });

  it('are forgotten with what they opened once they are over', async () => {
    const site = await makeSite();
    const { conversation } = await waiting(site);
    await openAsAgent(await signIn(site, 'priya'), conversation);
    const of = env.SITE.getByName(site);
    await runInDurableObject(of, (_, ctx) => {
      ctx.storage.sql.exec('UPDATE sessions SET expires = 1');
    });
    await of.invite('luca', 'jonas');
    const rows = await runInDurableObject(of, (_, ctx) => [
      ctx.storage.sql.exec('SELECT * FROM sessions').toArray(),
      ctx.storage.sql.exec('SELECT * FROM opened').toArray(),
    ]);
    expect(rows).toEqual([[], []]);
  });
});

describe('sign-in links', () => {
  it('are listed and withdrawn, one or all', async () => {
    const site = await makeSite();
    const of = env.SITE.getByName(site);
    const tokens = [];
    for (let i = 0; i < 3; i++) tokens.push((await of.invite('priya', 'jonas'))?.token ?? '');
    const { invites } = (await of.access('priya', '')) ?? { invites: [] };
    expect(invites).toHaveLength(3);
    expect(invites[0]).toMatchObject({ by: 'Jonas Weber' });
    const first = (await digest(tokens[0] ?? '')).slice(0, 16);
    expect(await of.withdrawInvites('luca', first, 'jonas')).toBe(0);
    expect(await of.withdrawInvites('priya', first, 'jonas')).toBe(1);
    expect(await of.signIn(tokens[0] ?? '')).toBeNull();
    expect(await of.signIn(tokens[1] ?? '')).not.toBeNull();
    expect(await of.withdrawInvites('priya', null, 'jonas')).toBe(1);
    expect(await of.signIn(tokens[2] ?? '')).toBeNull();
  });
});

describe('who is deactivated', () => {
  it('is out at once, everywhere, and gets in by nothing; what they did keeps their name', async () => {
    const site = await makeSite();
    const of = env.SITE.getByName(site);
    const { conversation, socket } = await waiting(site);
    const agent = await signIn(site, 'priya');
    const desk = await openDesk(agent);
    const entry = (await desk.until('queue')).entries[0];
    desk.send({ type: 'claim', handoffId: entry?.handoffId });
    await desk.until('claimed');
    const chat = await openAsAgent(agent, conversation);
    chat.send({ type: 'send', clientId: clientId(), text: 'Hello, I am looking into it.' });
    await socket.until('message', (frame) => frame.message.author.kind === 'agent');
    const link = await of.invite('priya', 'jonas');
    expect(await of.setActive('priya', false, 'jonas')).toMatchObject({ ok: true });
    expect([(await desk.ended()).code, (await chat.ended()).code]).toEqual([1008, 1008]);
    expect(await of.signIn(link?.token ?? '')).toBeNull();
    expect(await of.invite('priya', 'jonas')).toBeNull();
    expect(await sessionsOf(site, 'priya')).toEqual([]);
    expect((await of.roster()).find(({ id }) => id === 'priya')).toMatchObject({ name: 'Priya Raman', deactivatedAt: expect.any(String) });
    expect(socket.messages.at(-1)?.author).toEqual({ kind: 'agent', id: 'priya', name: 'Priya Raman' });
    expect((await of.logPage({ who: 'priya', limit: 1 })).entries[0]).toMatchObject({ name: 'Priya Raman' });
    await of.setActive('priya', true, 'jonas');
    expect((await signIn(site, 'priya')).cookie).not.toBe('');
  });
});

describe('a change of a person', () => {
  it('reaches their open pages, and those who look at the desk', async () => {
    const site = await makeSite();
    const of = env.SITE.getByName(site);
    const { conversation } = await waiting(site);
    const agent = await signIn(site, 'priya');
    const [desk, chat, colleague] = [
      await openDesk(agent),
      await openAsAgent(agent, conversation),
      await openDesk(await signIn(site, 'luca')),
    ];
    await of.changePerson('priya', { role: 'lead', teams: ['care'], skills: ['de'], capacity: 7, name: 'Priya R.' }, 'jonas');
    const again = await desk.until('queue', (frame) => frame.me.role === 'lead');
    expect(again.me).toEqual({ id: 'priya', name: 'Priya R.', role: 'lead' });
    await colleague.until('changes', (frame) =>
      (frame.agents ?? []).some((one) => one.id === 'priya' && one.capacity === 7 && one.teams[0] === 'care' && one.skills[0] === 'de'),
    );
    await chat.until('viewers', (frame) => frame.viewers.some((one) => one.name === 'Priya R.' && one.role === 'lead'));
    // Ends nothing.
    expect([desk.closed, chat.closed]).toEqual([null, null]);
    expect((await me(agent)).status).toBe(200);
  });

  it('takes rights away from open sockets within 5 seconds, whatever they carry', { timeout: 15_000 }, async () => {
    const site = await makeSite();
    const { conversation, socket } = await waiting(site);
    const [priya, marta] = [await openDesk(await signIn(site, 'priya')), await signIn(site, 'marta')];
    const handoffId = (await priya.until('queue')).entries[0]?.handoffId;
    priya.send({ type: 'claim', handoffId });
    await priya.until('claimed');
    const chat = await openAsAgent(marta, conversation);
    // As if it had not been told: only what the site says counts.
    await runInDurableObject(env.SITE.getByName(site), (_, ctx) => {
      ctx.storage.sql.exec("UPDATE people SET role = 'agent' WHERE id = 'marta'");
    });
    await expect
      .poll(
        async () => {
          chat.send({ type: 'send', clientId: clientId(), text: 'I join.' });
          await new Promise((resolve) => setTimeout(resolve, 300));
          return chat.frames.some((frame) => frame.type === 'refused');
        },
        { timeout: 6_000 },
      )
      .toBe(true);
    expect(socket.closed).toBeNull();
  });
});
