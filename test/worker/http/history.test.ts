import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { choicesSchema, type PastList, pastListSchema, type Related, relatedSchema } from '../../../worker/records/conversations/schema.ts';
import {
  api,
  clientId,
  connect,
  converse,
  json,
  makeSite,
  openAsAgent,
  openDesk,
  signIn,
  staffHeaders,
  type TestAgent,
  type TestVisitor,
  visit,
} from '../fixture.ts';

let site: string;
let priya: TestAgent;
let marta: TestAgent;
beforeAll(async () => {
  site = await makeSite();
  [priya, marta] = [await signIn(site, 'priya'), await signIn(site, 'marta')];
});

const get = (path: string, agent: TestAgent) => api(`/desk/conversations${path}`, { headers: staffHeaders(agent) });
const search = async (query: Record<string, string>, agent = priya): Promise<PastList> =>
  pastListSchema.parse(await json(await get(`?${new URLSearchParams(query)}`, agent)));
const related = async (id: string): Promise<Related> => relatedSchema.parse(await json(await get(`/${id}/related`, priya)));

async function ask(text: string, visitor?: TestVisitor) {
  const who = visitor ?? (await visit(site));
  const conversation = await converse(who);
  const socket = await connect(who, conversation);
  socket.send({ type: 'send', clientId: clientId(), text });
  await socket.until('message', ({ message }) => message.author.kind !== 'customer');
  return { visitor: who, conversation, socket };
}

/** A person answers and resolves it. */
async function resolve(conversation: string, answer: string): Promise<void> {
  const desk = await openDesk(priya);
  const entry = await vi.waitFor(() => {
    const all = desk.frames.flatMap((frame) => (frame.type === 'queue' || frame.type === 'changes' ? frame.entries : []));
    const found = all.find((one) => one.conversationId === conversation);
    if (!found) throw new Error('not in the queue');
    return found;
  }, 15_000);
  desk.send({ type: 'claim', handoffId: entry.handoffId });
  await desk.until('claimed');
  const socket = await openAsAgent(priya, conversation);
  socket.send({ type: 'send', clientId: clientId(), text: answer });
  await socket.until('ack');
  socket.send({ type: 'resolve' });
  await socket.until('state', ({ conversation: view }) => view.state === 'resolved');
}

const listed = (id: string, query: Record<string, string> = {}) =>
  vi.waitFor(
    async () => {
      const one = (await search(query)).conversations.find((past) => past.id === id);
      if (!one) throw new Error('not listed yet');
      return one;
    },
    { timeout: 30_000, interval: 100 },
  );

describe('a conversation', () => {
  it('is listed once it is quiet, with what it was about, and its words are found', async () => {
    const { conversation } = await ask('how long does delivery take? my card is 4111 1111 1111 1111');
    const one = await listed(conversation);
    expect(one).toMatchObject({
      state: 'assistant',
      area: 'faqs',
      reason: null,
      agents: [],
      counts: { customer: 1, assistant: 1, agent: 0 },
    });
    expect(one.first).toContain('[card ending 1111]');
    expect(one.rules).not.toEqual([]);
    expect((await listed(conversation, { q: 'Delivery' })).snippet?.marks).not.toEqual([]);
    expect((await search({ q: 'delivery 4111' })).conversations).toEqual([]);
  });

  it('says at once that a person resolved it, and can be exported whole', async () => {
    const { conversation } = await ask('I want to talk to someone about the zipper of my Kestrel jacket');
    await resolve(conversation, 'The zipper of a Kestrel jacket is repaired free of charge for five years. =1+1');
    const one = await listed(conversation, { state: 'resolved', agent: 'priya', q: 'kestrel zipper' });
    expect(one).toMatchObject({ resolvedBy: 'person', reason: 'customer-request', agents: [{ id: 'priya', name: 'Priya Raman' }] });
    const text = await (await get(`/${conversation}/export?format=txt`, priya)).text();
    expect(text).toContain('Priya Raman (person)');
    expect(text).toMatch(/\[handoff: [\w-]+/);
    const whole = await json<{ messages: unknown[]; decisions: { ruleIds: string[] }[] }>(await get(`/${conversation}/export`, priya));
    expect(whole.messages.length).toBeGreaterThan(3);
    expect(whole.decisions[0]?.ruleIds).not.toEqual([]);
    const choices = choicesSchema.parse(await json(await get('/choices', priya)));
    expect(choices.agents).toEqual([{ id: 'priya', name: 'Priya Raman' }]);
    expect(choices.reasons).toContain('customer-request');
    const asked: Record<string, string>[] = [{ rule: one.rules[0] ?? '' }, { reason: 'customer-request' }, { customer: one.customer }];
    for (const query of asked) expect((await search(query)).conversations.map(({ id }) => id)).toContain(conversation);
    expect((await search({ from: '2099-01-01' })).conversations).toEqual([]);
  });

  it('is listed though its object was evicted, and what is taken away is logged', async () => {
    const { conversation, socket } = await ask('do you sharpen ice axes?');
    socket.socket.close();
    await evictDurableObject(env.CONVERSATION.getByName(`${site}/${conversation}`));
    await listed(conversation, { q: 'sharpen axes' });
    await (await get(`/${conversation}/export?format=txt`, priya)).text();
    await (await get('/export.csv?q=axes', marta)).text();
    const log = await runInDurableObject(env.SITE.getByName(site), (_, { storage }) =>
      storage.sql.exec("SELECT who, what, detail FROM log WHERE what LIKE 'conversation%' ORDER BY id DESC LIMIT 2").toArray(),
    );
    expect(log).toEqual([
      { who: 'marta', what: 'conversations.exported', detail: JSON.stringify({ q: 'axes' }) },
      { who: 'priya', what: 'conversation.exported', detail: JSON.stringify({ conversation, format: 'txt' }) },
    ]);
  });

  it('knows what its customer asked before, and how others like it ended', async () => {
    const first = await ask('My Falcon stove leaks gas at the valve, I want to talk to someone');
    await resolve(first.conversation, 'Close the valve and do not use it. We exchange every Falcon stove of that series.');
    await listed(first.conversation, { state: 'resolved' });
    const second = await ask('how do I return a tent?', first.visitor);
    await listed(second.conversation);
    const other = await ask('I want to talk to someone: the valve of my Falcon stove is broken');
    expect((await related(second.conversation)).earlier.map(({ id }) => id)).toEqual([first.conversation]);
    const found = await related(other.conversation);
    expect(found.earlier).toEqual([]);
    expect(found.similar[0]).toMatchObject({ id: first.conversation, answer: expect.stringContaining('We exchange every Falcon stove') });
  });
});

describe('lists leave the desk', () => {
  it('as a spreadsheet that runs nothing, for leads only', async () => {
    const { conversation } = await ask('=HYPERLINK("https://evil.example"; "delivery")');
    await listed(conversation);
    expect((await get('/export.csv', priya)).status).toBe(403);
    const response = await get('/export.csv', marta);
    expect(response.headers.get('Content-Type')).toContain('text/csv');
    const rows = parse(await response.text(), { bom: true, columns: true }) as Record<string, string>[];
    const row = rows.find((one) => one.conversation === conversation);
    expect(row?.['first words']).toMatch(/^'=HYPERLINK/);
    expect(row?.link).toBe(`https://handrail.example/desk/#/c/${conversation}`);
  });

  it('not to strangers, and not to another site', async () => {
    const { conversation } = await ask('do you sell gift cards?');
    await listed(conversation);
    const other = await signIn(await makeSite(), 'priya');
    expect((await search({ q: 'gift' }, other)).conversations).toEqual([]);
    for (const path of [`/${conversation}/export`, `/${conversation}/related`, '/nowhere-at-all/export'])
      expect((await get(path, other)).status).toBe(404);
    for (const path of ['', '/choices', '/export.csv', `/${conversation}/export`])
      expect((await api(`/desk/conversations${path}`)).status).toBe(401);
    expect((await get('?reason=because', priya)).status).toBe(422);
    expect((await get('?after=x', priya)).status).toBe(422);
  });
});
