import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { checkKnowledge } from '../../../kb/check.ts';
import { importFiles } from '../../../kb/import.ts';
import { questionGroupPageSchema, questionGroupSchema, questionGroupsSchema } from '../../../worker/records/questions/schema.ts';
import { keepTurnRecord } from '../../../worker/records/turns.ts';
import { api, clientId, connect, converse, json, makeSite, post, signIn, staffHeaders, type TestAgent, visit } from '../fixture.ts';
import { passage, unanswered } from '../records/questions/samples.ts';

let site: string;
let priya: TestAgent;
let marta: TestAgent;
beforeAll(async () => {
  site = await makeSite();
  [priya, marta] = [await signIn(site, 'priya'), await signIn(site, 'marta')];
});

const get = (path: string, agent: TestAgent) => api(path, { headers: staffHeaders(agent) });
const mark = (number: number | string, status: unknown, agent: TestAgent) =>
  post(`/desk/questions/${number}/status`, { status }, staffHeaders(agent));
const groups = async (agent: TestAgent, query = '') => questionGroupsSchema.parse(await json(await get(`/desk/questions${query}`, agent)));
const code = async (response: Response) => [response.status, (await json<{ error: { code: string } }>(response)).error.code];

async function ask(text: string): Promise<string> {
  const visitor = await visit(site);
  const conversation = await converse(visitor);
  const socket = await connect(visitor, conversation);
  socket.send({ type: 'send', clientId: clientId(), text });
  await socket.until('message', ({ message }) => message.author.kind !== 'customer');
  return conversation;
}

describe('from the chat to the list', () => {
  it('a question that nothing answers is there, and one that was answered is not', async () => {
    await ask('how long does delivery take?');
    const conversation = await ask('do you sharpen ice axes? my card is 4111 1111 1111 1111');
    await ask('can you sharpen an ice axe');
    await vi.waitFor(async () => expect((await groups(priya)).groups[0]?.count).toBe(2), { timeout: 5_000 });
    const found = await groups(priya);
    expect(found.groups).toHaveLength(1);
    const page = questionGroupPageSchema.parse(await json(await get(`/desk/questions/${found.groups[0]?.number}`, priya)));
    expect(page.questions.map(({ text }) => text)).toEqual(['can you sharpen an ice axe', 'do you sharpen ice axes? my card is …']);
    expect(page.questions[1]?.conversationId).toBe(conversation);
  });
});

describe('access', () => {
  it('needs a person who is signed in', async () => {
    for (const path of ['/desk/questions', '/desk/questions/1', '/desk/questions/1/draft']) expect((await api(path)).status).toBe(401);
    expect((await post('/desk/questions/1/status', { status: 'done' })).status).toBe(401);
  });

  it('lets agents read, and leads and admins decide', async () => {
    expect((await get('/desk/questions', priya)).status).toBe(200);
    expect(await code(await mark(1, 'done', priya))).toEqual([403, 'role']);
    expect(await code(await get('/desk/questions/1/draft', priya))).toEqual([403, 'role']);
    expect((await mark(1, 'done', marta)).status).toBe(200);
    expect((await mark(1, 'open', await signIn(site, 'jonas'))).status).toBe(200);
  });

  it('refuses what another page made the browser send', async () => {
    const forged = await post('/desk/questions/1/status', { status: 'done' }, { Cookie: marta.cookie, Origin: 'https://evil.example' });
    expect(await code(forged)).toEqual([403, 'forged']);
  });

  it('is to one site only', async () => {
    const other = await signIn(await makeSite(), 'marta');
    expect((await groups(other)).groups).toEqual([]);
    for (const path of ['/desk/questions/1', '/desk/questions/1/draft']) expect((await get(path, other)).status).toBe(404);
    expect((await mark(1, 'ignored', other)).status).toBe(404);
  });
});

it.each(['?status=gone', '?language=English', '?since=yesterday', '?limit=1000', '?after=x', '?page=2'])(
  'says what is wrong with %s',
  async (query) => {
    expect(await code(await get(`/desk/questions${query}`, priya))).toEqual([422, 'bad-query']);
  },
);

it.each(['0', '-1', 'x', '1.5', '99999999999'])('has no group %s', async (number) => {
  expect((await get(`/desk/questions/${number}`, priya)).status).toBe(404);
  expect((await mark(number, 'done', marta)).status).toBe(404);
});

it('marks a group, moves it to its list and says who did it', async () => {
  await keepTurnRecord(env.DB, site, unanswered('wedding list', { id: crypto.randomUUID() }));
  const { groups: open } = await groups(priya);
  const number = open.find(({ example }) => example === 'wedding list')?.number ?? 0;
  expect(await code(await mark(number, 'gone', marta))).toEqual([422, 'bad-body']);
  expect(questionGroupSchema.parse(await json(await mark(number, 'ignored', marta)))).toMatchObject({
    number,
    status: 'ignored',
    changed: { name: 'Marta Kowalska' },
  });
  expect((await groups(priya)).groups.map((group) => group.number)).not.toContain(number);
  const ignored = await groups(priya, '?status=ignored');
  expect([ignored.groups.map((group) => group.number), ignored.totals.ignored]).toEqual([[number], 1]);
  const page = questionGroupPageSchema.parse(await json(await get(`/desk/questions/${number}`, priya)));
  expect(page.changes).toMatchObject([{ name: 'Marta Kowalska', status: 'ignored' }]);
});

describe('the draft', () => {
  it('is an article without answer and approval, in the topic of the nearest one', async () => {
    const passages = [passage('boot-care', 'Looking after leather boots', 0.3)];
    for (const text of ['Können Sie Steigeisen schleifen?', 'do you grind crampons?', 'can you grind my crampons', 'do you grind crampons'])
      await keepTurnRecord(
        env.DB,
        site,
        unanswered(text, { id: crypto.randomUUID(), passages, language: text.startsWith('K') ? 'de' : 'en' }),
      );
    const { groups: open } = await groups(priya);
    const number = open.find(({ example }) => example === 'do you grind crampons?')?.number ?? 0;
    const response = await get(`/desk/questions/${number}/draft`, marta);
    expect(response.headers.get('Content-Type')).toBe('text/markdown; charset=utf-8');
    expect(response.headers.get('Content-Disposition')).toBe('attachment; filename="do-you-grind-crampons.md"');
    const text = await response.text();
    const result = importFiles([{ name: 'care/do-you-grind-crampons.md', text }]);
    expect(result.articles[0]).toMatchObject({
      id: 'do-you-grind-crampons',
      topic: 'care',
      questions: ['do you grind crampons?', 'can you grind my crampons'],
      locale: 'en',
      mode: 'verbatim',
      approvedBy: null,
    });
    expect(checkKnowledge(result, '2026-11-23').map(({ rule }) => rule)).toEqual(['no-answer', 'not-approved']);
    expect(text).toContain('The nearest article is "Looking after leather boots" (boot-care).');
  });

  it('is in the language that most asked in', async () => {
    await keepTurnRecord(env.DB, site, unanswered('¿Bordáis nombres en las mochilas?', { id: crypto.randomUUID(), language: 'es' }));
    const { groups: open } = await groups(priya, '?language=es');
    const text = await (await get(`/desk/questions/${open[0]?.number}/draft`, marta)).text();
    expect(importFiles([{ name: 'a.md', text }]).articles[0]).toMatchObject({
      id: 'bordais-nombres-en-las-mochilas',
      locale: 'es',
      topic: 'general',
      owner: 'Marta Kowalska',
    });
  });
});
