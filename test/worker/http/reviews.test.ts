import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Policy } from '../../../policy/bundle.ts';
import {
  type ReviewPage,
  reviewAnswerSchema,
  reviewListSchema,
  reviewPageSchema,
  steppedDownSchema,
} from '../../../worker/records/reviews/schema.ts';
import { keepTurnRecord } from '../../../worker/records/turns.ts';
import {
  api,
  clientId,
  connect,
  converse,
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
import { drawn } from '../records/reviews/samples.ts';

/** Every turn is drawn. */
const all = (policy: Policy): Policy => ({
  ...policy,
  matrix: {
    ...policy.matrix,
    defaults: { ...policy.matrix.defaults, qa: { ...policy.matrix.defaults.qa, sample: 1, by_outcome: {}, drafts: 1 } },
  },
});

let site: string;
let priya: TestAgent;
let luca: TestAgent;
let marta: TestAgent;
beforeAll(async () => {
  site = await makeSite({}, all);
  [priya, luca, marta] = [await signIn(site, 'priya'), await signIn(site, 'luca'), await signIn(site, 'marta')];
});

const get = (path: string, agent: TestAgent) => api(path, { headers: staffHeaders(agent) });
const list = async (agent: TestAgent, query = '') => reviewListSchema.parse(await json(await get(`/desk/reviews${query}`, agent)));
const read = async (turn: string, agent: TestAgent) => reviewPageSchema.parse(await json(await get(`/desk/reviews/${turn}`, agent)));
const judge = (turn: string, body: unknown, agent: TestAgent) => post(`/desk/reviews/${turn}`, body, staffHeaders(agent));
const code = async (response: Response) => [response.status, (await json<{ error: { code: string } }>(response)).error.code];
const sentenceOf = ({ parts }: ReviewPage) => parts[0]?.sentences[0] ?? '';

async function ask(text: string, of = site) {
  const visitor = await visit(of);
  const conversation = await converse(visitor);
  const socket = await connect(visitor, conversation);
  socket.send({ type: 'send', clientId: clientId(), text });
  const { message } = await socket.until('message', ({ message }) => message.author.kind !== 'customer');
  return { conversation, socket, turn: message.turnId ?? '', message };
}

/** Records travel behind the conversation. */
async function arrived(turn: string, agent: TestAgent): Promise<ReviewPage> {
  await vi.waitFor(async () => expect((await get(`/desk/reviews/${turn}`, agent)).status).toBe(200), { timeout: 5_000 });
  return read(turn, agent);
}

describe('from the chat to the list', () => {
  it('a turn is there with its question, sentences and sources, and small talk is not', async () => {
    const hello = await ask('hello');
    const { turn, conversation } = await ask('how long does delivery take? my card is 4111 1111 1111 1111');
    const page = await arrived(turn, priya);
    expect(page.record.question).toContain('[card ending 1111]');
    expect(page.record.sampling).toMatchObject({ probability: 1, drawn: true });
    expect(page.parts[0]).toMatchObject({ as: 'sent', source: { kind: 'article', articleId: 'delivery-times' } });
    expect(page.own).toBe(false);
    expect(page.quality).toMatchObject({ area: 'faqs', level: 'autopilot', budget: 0.05, days: 30 });
    const found = await list(priya);
    expect(found.drawn.find((one) => one.turn === turn)).toMatchObject({ conversation, area: 'faqs', outcome: 'answer', verdicts: [] });
    expect(found.areas.map(({ area }) => area)).toContain('refunds');
    expect(found.drawn.map((one) => one.turn)).not.toContain(hello.turn);
    expect((await get(`/desk/reviews/${hello.turn}`, priya)).status).toBe(404);
  });

  it('and shows the draft that nobody in the conversation was sent', async () => {
    const { turn } = await ask('I want my money back for the tent');
    const page = await arrived(turn, priya);
    expect(page.record.outcome.kind).toBe('handoff');
    expect(page.parts.at(-1)).toMatchObject({ as: 'sent', source: { kind: 'wording' } });
  });
});

describe('a verdict', () => {
  it('needs the sentence it is about, word for word, and none where nothing is wrong', async () => {
    const { turn } = await ask('how long does delivery take?');
    const sentence = sentenceOf(await arrived(turn, priya));
    expect(await code(await judge(turn, { verdict: 'tone-mismatch' }, priya))).toEqual([422, 'bad-body']);
    expect(await code(await judge(turn, { verdict: 'tone-mismatch', sentence: `${sentence}!` }, priya))).toEqual([422, 'bad-body']);
    expect(await code(await judge(turn, { verdict: 'none', sentence }, priya))).toEqual([422, 'bad-body']);
    expect(await code(await judge(turn, { verdict: 'rude', sentence }, priya))).toEqual([422, 'bad-body']);
    expect((await read(turn, priya)).reviews).toEqual([]);
    const answer = reviewAnswerSchema.parse(await json(await judge(turn, { verdict: 'tone-mismatch', sentence, note: ' curt ' }, priya)));
    expect(answer.review).toMatchObject({ verdict: 'tone-mismatch', sentence, note: 'curt', reviewer: 'priya', name: 'Priya Raman' });
    expect(answer.steppedDownTo).toBeNull();
  });

  it('moves the turn to those that are done, and is replaced by a later one of the same person', async () => {
    const { turn } = await ask('how long does delivery take?');
    const sentence = sentenceOf(await arrived(turn, priya));
    await judge(turn, { verdict: 'incomplete-resolution', sentence }, luca);
    expect((await list(priya)).drawn.map((one) => one.turn)).not.toContain(turn);
    expect((await judge(turn, { verdict: 'none' }, luca)).status).toBe(200);
    const done = await list(priya, '?status=done');
    expect(done.drawn[0]).toMatchObject({ turn, verdicts: [{ verdict: 'none', name: 'Luca Moretti' }] });
  });

  it('is not given by whoever wrote in the conversation', async () => {
    const { turn, conversation, socket } = await ask('I want to talk to someone');
    const desk = await openDesk(luca);
    const has = (frame: { entries: { conversationId: string }[] }) => frame.entries.some((one) => one.conversationId === conversation);
    const { entries } = await Promise.race([desk.until('changes', has), desk.until('queue', has)]);
    const handoffId = entries.find((one) => one.conversationId === conversation)?.handoffId;
    desk.send({ type: 'claim', handoffId });
    await socket.until('state', (frame) => frame.conversation.state === 'human');
    const agent = await openAsAgent(luca, conversation);
    agent.send({ type: 'send', clientId: clientId(), text: 'This is Luca.' });
    await socket.until('message', ({ message }) => message.author.kind === 'agent');
    expect((await arrived(turn, luca)).own).toBe(true);
    expect(await code(await judge(turn, { verdict: 'none' }, luca))).toEqual([409, 'own-conversation']);
    expect((await judge(turn, { verdict: 'none' }, priya)).status).toBe(200);
  });
});

describe('access', () => {
  it('needs a person who is signed in, and refuses what another page made the browser send', async () => {
    for (const path of ['/desk/reviews', '/desk/reviews/x']) expect((await api(path)).status).toBe(401);
    const forged = await post('/desk/reviews/x', { verdict: 'none' }, { Cookie: marta.cookie, Origin: 'https://evil.example' });
    expect(await code(forged)).toEqual([403, 'forged']);
  });

  it('is to one site only', async () => {
    const { turn } = await ask('how long does delivery take?');
    await arrived(turn, priya);
    const other = await signIn(await makeSite({}, all), 'marta');
    expect((await list(other)).drawn).toEqual([]);
    expect((await get(`/desk/reviews/${turn}`, other)).status).toBe(404);
    expect((await judge(turn, { verdict: 'none' }, other)).status).toBe(404);
  });

  it.each(['?status=gone', '?area=No Area', '?limit=1000', '?after=x', '?page=2'])('says what is wrong with %s', async (query) => {
    expect(await code(await get(`/desk/reviews${query}`, priya))).toEqual([422, 'bad-query']);
  });
});

describe('the budget', () => {
  const spoil = async (of: string, turn: string, agent: TestAgent) => {
    await keepTurnRecord(env.DB, of, drawn(turn, { at: new Date().toISOString() }));
    return judge(turn, { verdict: 'hallucination', sentence: 'It is short.' }, agent);
  };

  it('once spent, lowers the area by itself, and the next message goes to a person', async () => {
    const own = await makeSite({}, all);
    const reviewer = await signIn(own, 'priya');
    expect((await ask('how long does delivery take?', own)).message.author.kind).toBe('assistant');
    expect(reviewAnswerSchema.parse(await json(await spoil(own, `${own}-1`, reviewer)))).toMatchObject({
      steppedDownTo: null,
      quality: { level: 'autopilot', reviewed: 1, defects: 1 },
    });
    expect(reviewAnswerSchema.parse(await json(await spoil(own, `${own}-2`, reviewer)))).toMatchObject({
      steppedDownTo: 'assist',
      quality: { level: 'assist', reviewed: 2, defects: 2 },
    });
    expect((await ask('how long does delivery take?', own)).message.body).toMatchObject({ type: 'notice', code: 'handoff' });
    const [change] = await env.SITE.getByName(own).changes(1);
    expect(change).toMatchObject({ area: 'faqs', what: 'stepped-down', by: null, from: 'autopilot', to: 'assist' });
    expect(change?.why).toMatch(
      /^2 of 2 reviewed turns have a defect: at least 31\.6 % of all with 90 % confidence, and the budget is 5 %\.$/,
    );
    const lead = await signIn(own, 'marta');
    expect(steppedDownSchema.parse(await json(await get('/desk/stepped-down', lead))).areas).toMatchObject([
      { area: 'faqs', title: 'Frequent questions', owner: 'Marta Kowalska, Customer Care', level: 'assist' },
    ]);
    // What the area did before does not count against its new level.
    expect(
      reviewAnswerSchema.parse(
        await json(await judge(`${own}-1`, { verdict: 'tone-mismatch', sentence: 'It is short.' }, await signIn(own, 'luca'))),
      ),
    ).toMatchObject({
      steppedDownTo: null,
      quality: { level: 'assist' },
    });
  });

  it('lowers it once for two verdicts at the same moment', async () => {
    const own = await makeSite({}, all);
    const [one, two] = [await signIn(own, 'priya'), await signIn(own, 'luca')];
    await spoil(own, `${own}-0`, one);
    const answers = await Promise.all([spoil(own, `${own}-1`, one), spoil(own, `${own}-2`, two)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await env.SITE.getByName(own).controls()).levels).toMatchObject([{ area: 'faqs', level: 'assist', by: null }]);
  });
});
