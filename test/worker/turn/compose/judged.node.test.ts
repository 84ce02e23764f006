import { expect, test } from 'vitest';
import type { Article } from '../../../../kb/schema.ts';
import type { ModelCall } from '../../../../worker/ports/model/port.ts';
import { judgedFrom } from '../../../../worker/turn/compose/judged.ts';
import { passagesOf } from '../../../contract/servers/drafts.ts';
import { articles as list, served } from './served.ts';

const { server, model } = served();
const articles: ReadonlyMap<string, Article> = new Map(list.map((one) => [one.id, one]));
const cite = (articleId: string) => [{ articleId, title: articleId, passage: 0 }];
const sentences = [
  { text: 'Delivery takes 3 to 5 working days.', cites: cite('delivery') },
  { text: 'Refunds take five days.', cites: cite('refund') },
  { text: 'Refunds take nine days.', cites: cite('refund') },
  { text: 'The warranty is two years.', cites: cite('warranty') },
];

async function judge(from: number, count = sentences.length) {
  const calls: ModelCall[] = [];
  const refusal = await judgedFrom({ model: model(), articles, calls }, { sentences: sentences.slice(0, count) }, from);
  return { refusal, uses: calls.map(({ use }) => use) };
}

test('each new sentence is read against what it cites, up to the first that is refused', async () => {
  expect(await judge(0, 2)).toEqual({ refusal: null, uses: ['judge', 'judge'] });
  expect(
    server()
      .asked()
      .map((asked) => passagesOf(asked).length),
  ).toEqual([1, 1]);
  expect(server().asked()[1]?.message).toMatch(/<before>\n\[\n "Delivery takes 3 to 5 working days\."\n\]/);
  server().reset();
  expect(await judge(1)).toEqual({ refusal: { reason: 'the judge: No passage says so.', mend: true }, uses: ['judge', 'judge'] });
  expect(await judge(4)).toEqual({ refusal: null, uses: [] });
});

test.each([{ status: 500 }, 'hang', 'cut', { draft: () => '{"supported":true}' }] as const)(
  'no answer is a refusal that nobody can mend: %j',
  async (play) => {
    server().script([], play);
    expect((await judge(0)).refusal).toEqual({ reason: expect.stringMatching(/^the judge gave no answer: /), mend: false });
  },
);
