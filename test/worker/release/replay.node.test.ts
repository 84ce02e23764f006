import { expect, test } from 'vitest';
import { type Ask, player, type Recorded, replay } from '../../../worker/release/replay.ts';
import { turn } from '../../../worker/turn/turn.ts';
import { article } from '../../kb/samples.ts';
import { engineOf, inputOf, portsOf } from '../turn/samples.ts';

const returns = article('returns', ['how do I return something']);
const askOf =
  (articles = [returns], seen: string[] = []): Ask =>
  async ({ id, question, context }) => {
    seen.push(`${context.turns} ${context.asked} ${context.returnedFrom}`);
    return turn(inputOf(question, { id, context }), portsOf(engineOf(articles)));
  };
const asked = (id: string, question: string, over: Partial<Recorded> = {}): Recorded => ({
  id,
  question,
  language: 'en',
  asked: false,
  returnedFrom: '',
  ...over,
});

test('the same release ends every turn alike', async () => {
  const turns = [asked('1', 'how do I return something'), asked('2', 'and what about dragons'), asked('3', '', { asked: true })];
  const compared = await replay(turns, player(askOf()), player(askOf()));
  expect(compared.map(({ turn: id, change }) => [id, change])).toEqual([
    ['1', null],
    ['2', null],
    ['3', null],
  ]);
});

test('tells a decision from another article and from other words', async () => {
  const compare = async (...articles: Parameters<typeof engineOf>[0]) =>
    (await replay([asked('1', 'how do I return something')], player(askOf()), player(askOf(articles))))[0];
  expect(await compare(article('returns', returns.questions, 'In other words.'))).toMatchObject({ change: 'words' });
  expect(await compare({ ...returns, id: 'sending-back' })).toMatchObject({
    change: 'article',
    articles: { before: 'returns', after: 'sending-back' },
  });
  expect(await compare(article('stores', ['where are your stores']))).toMatchObject({
    change: 'decision',
    before: { outcome: 'answer', rule: 'confident' },
    after: { outcome: 'handoff', reason: 'low-confidence' },
  });
});

test('each turn knows the ones before it and what was recorded of its conversation', async () => {
  const seen: string[] = [];
  const play = player(askOf([returns], seen));
  await play(asked('1', 'how do I return something'));
  await play(asked('2', '', { asked: true }));
  await play(asked('3', 'how do I return something', { returnedFrom: 'customer-request' }));
  expect(seen).toEqual(['0 false ', '1 true ', '2 false customer-request']);
});

test('a turn that fails is a handoff, as it would be for a customer', async () => {
  const failing = player(async () => Promise.reject(new Error('no')));
  const [one] = await replay([asked('1', 'how do I return something')], player(askOf()), failing);
  expect(one).toMatchObject({ change: 'decision', after: { outcome: 'handoff', reason: 'tool-failure', rule: '' } });
});
