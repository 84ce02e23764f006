import { afterEach, expect, test, vi } from 'vitest';
import { articleSearch, searchStatus, withSource } from '../../../../widget/desk/conversation/articles.ts';
import type { FoundArticle } from '../../../../worker/turn/find.ts';

const article = (articleId: string): FoundArticle => ({
  articleId,
  title: 'How long does delivery take?',
  locale: 'en',
  blocks: [],
  text: '3–5 working days.',
  approved: true,
  approvedOn: null,
  stale: false,
  confidence: 0.9,
});

/** A busy machine may take longer than the second that `waitFor` has by itself. */
const patience = 15_000;

/** The server, answering in whichever order a test wants. */
function server() {
  const asked: { url: string; answer: (body: unknown, status?: number) => void }[] = [];
  vi.stubGlobal(
    'fetch',
    (url: string) =>
      new Promise<Response>((resolve) => {
        asked.push({ url, answer: (body, status = 200) => resolve(Response.json(body, { status })) });
      }),
  );
  return asked;
}
afterEach(() => {
  vi.unstubAllGlobals();
});

test('asks once for what stands there, in the customer’s language', async () => {
  const asked = server();
  const search = articleSearch();
  search.ask('deliv', 'de');
  search.ask(' delivery & more ', 'de');
  await vi.waitFor(() => expect(asked).toHaveLength(1), patience);
  expect(asked[0]?.url).toBe('/api/v1/desk/find?q=delivery+%26+more&language=de');
  expect(search.state.value.at).toBe('asking');
  asked[0]?.answer({ release: 'r', articles: [article('a')] });
  await vi.waitFor(() => expect(search.state.value).toMatchObject({ at: 'found', articles: [{ articleId: 'a' }] }), patience);
  search.ask('', 'de');
  expect(search.state.value).toEqual({ at: 'idle' });
});

test('an answer that a newer question has overtaken is dropped, and a failure is said', async () => {
  const asked = server();
  const search = articleSearch();
  search.ask('first', 'english');
  await vi.waitFor(() => expect(asked).toHaveLength(1), patience);
  expect(asked[0]?.url).not.toContain('language');
  search.ask('second', 'en');
  await vi.waitFor(() => expect(asked).toHaveLength(2), patience);
  asked[1]?.answer({ error: { code: 'unavailable', message: 'The search does not answer right now.' } }, 503);
  await vi.waitFor(() => expect(search.state.value).toEqual({ at: 'failed', message: 'The search does not answer right now.' }), patience);
  asked[0]?.answer({ release: 'r', articles: [article('a')] });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(search.state.value.at).toBe('failed');
});

test('a passage goes in with what it is from, and the list says how it stands', () => {
  expect(withSource(article('a'))).toBe('3–5 working days.\n(How long does delivery take?)');
  expect(searchStatus({ at: 'idle' })).toBe('Write what to look for.');
  expect(searchStatus({ at: 'found', articles: [] })).toBe('No article has anything on this.');
  expect(searchStatus({ at: 'found', articles: [article('a')] })).toBe('1 found');
  expect(searchStatus({ at: 'failed', message: 'No.' })).toBe('No.');
});
