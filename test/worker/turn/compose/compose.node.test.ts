import { describe, expect, test } from 'vitest';
import type { Article } from '../../../../kb/schema.ts';
import { compose } from '../../../../worker/turn/compose/compose.ts';
import { composedFindings } from '../../../../worker/turn/compose/findings.ts';
import { quotesOf } from '../../../../worker/turn/compose/quotes.ts';
import { broken, good, unfaithful } from '../../../contract/servers/drafts.ts';
import { articles as list, served } from './served.ts';

const { server, model } = served();
const articles: ReadonlyMap<string, Article> = new Map(list.map((one) => [one.id, one]));
const question = 'How long does delivery take?';

async function run() {
  const said: (string | null)[] = [];
  const found = ['delivery', 'refund'].map((articleId) => ({ articleId, title: '', score: 1, confidence: 1, matched: '' }));
  const outcome = await compose({
    model: model(),
    input: {
      question,
      passages: quotesOf(found, articles, { language: 'en', today: '2026-11-28' }),
      language: 'en',
      history: [],
      voice: [],
    },
    articles,
    refuse: async (draft) => {
      const [reason] = composedFindings(draft, { question, language: 'en', articles });
      return reason === undefined ? null : { reason, mend: true };
    },
    say: (text) => said.push(text),
  });
  return { ...outcome, said };
}

test('a faithful draft passes, and is said sentence by sentence', async () => {
  const { draft, said, calls, refused } = await run();
  expect(draft).toEqual({
    kind: 'composed',
    text: 'Delivery takes 3 to 5 working days. Refunds take five days.',
    sentences: [
      { text: 'Delivery takes 3 to 5 working days.', cites: [{ articleId: 'delivery', title: 'Delivery times', passage: 0 }] },
      { text: 'Refunds take five days.', cites: [{ articleId: 'refund', title: 'Refunds', passage: 0 }] },
    ],
    articleId: 'delivery',
    title: 'Delivery times',
  });
  expect(said).toEqual(['Delivery takes 3 to 5 working days.', draft?.text]);
  expect(calls).toMatchObject([{ use: 'compose', tries: 1 }]);
  expect(refused).toEqual([]);
});

test('a sentence that was refused is mended once, with the reason, and never said', async () => {
  server().script([{ draft: unfaithful.number }]);
  const { draft, said, calls, refused } = await run();
  expect(draft?.text).toContain('3 to 5 working days');
  expect(said.join(' ')).not.toContain('900');
  expect(refused).toMatchObject([{ text: 'You have 900 days to return it.', reason: expect.stringContaining('900') }]);
  expect(calls).toHaveLength(2);
  expect(server().asked()[1]?.message).toContain('You have 900 days to return it.');
});

test('what was said of a draft that fails later is taken back', async () => {
  const half = (asked: Parameters<typeof good>[0]) => {
    const { sentences } = JSON.parse(good(asked));
    return JSON.stringify({ sentences: [sentences[0], { text: 'It is always free of charge.', cites: ['p1'] }] });
  };
  server().script([], { draft: half });
  const { draft, said, refused } = await run();
  expect(draft).toBeNull();
  expect(said).toEqual(['Delivery takes 3 to 5 working days.', null, 'Delivery takes 3 to 5 working days.', null]);
  expect(refused.map(({ text }) => text)).toEqual(['It is always free of charge.', 'It is always free of charge.']);
});

describe('nothing of it is said, and there is no draft', () => {
  for (const [kind, draft] of Object.entries(unfaithful)) {
    test(`unfaithful: ${kind}`, async () => {
      server().script([], { draft });
      const { draft: made, said, calls, refused } = await run();
      expect({ made, said }).toEqual({ made: null, said: [] });
      expect(calls).toHaveLength(2);
      expect(refused).toHaveLength(2);
    });
  }
  for (const [kind, draft] of Object.entries(broken)) {
    test(`broken: ${kind}`, async () => {
      server().script([], { draft });
      const { draft: made, said } = await run();
      expect(made).toBeNull();
      const whole = 'Delivery takes 3 to 5 working days. Refunds take five days.';
      expect(said.filter((text) => text !== null && !whole.startsWith(text))).toEqual([]);
      expect(said.at(-1) ?? null).toBeNull();
    });
  }
  for (const play of ['stall', 'no-end', 'error-event', 'broken-event', 'cut', { status: 500 }, { status: 401 }] as const) {
    test(`fault: ${JSON.stringify(play)}`, async () => {
      server().script([], play);
      const { draft, calls } = await run();
      expect(draft).toBeNull();
      expect(calls).toMatchObject([{ use: 'compose', fault: expect.anything() }]);
    });
  }
});
