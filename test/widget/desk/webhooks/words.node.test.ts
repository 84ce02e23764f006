import { expect, test } from 'vitest';
import { attemptWords, endpointWords, eventTitle, eventWords, nextWords, triesWords } from '../../../../widget/desk/webhooks/words.ts';
import { eventTypes } from '../../../../worker/ports/notify/port.ts';
import type { Attempt, WebhooksPage } from '../../../../worker/rooms/notices-schema.ts';

const at = '2026-11-28T10:00:00.000Z';
const now = Date.parse(at);

test('every kind of event has words of its own', () => {
  expect(Object.keys(eventWords).sort()).toEqual([...eventTypes].sort());
  expect(new Set(Object.values(eventWords)).size).toBe(eventTypes.length);
  expect(['webhook.test', 'new.kind'].map(eventTitle)).toEqual(['Test', 'new.kind']);
});

test.each<[Pick<Attempt, 'what' | 'detail' | 'by'>, string]>([
  [{ what: 'sent', detail: '', by: '' }, 'Taken'],
  [{ what: 'failed', detail: 'the webhook has a fault (500)', by: '' }, 'Failed: the webhook has a fault (500)'],
  [{ what: 'expired', detail: 'nothing has arrived', by: '' }, 'Given up: nothing has arrived'],
  [{ what: 'replayed', detail: '', by: 'Marta Kowalska' }, 'Marta Kowalska had it sent again'],
  [{ what: 'nobody', detail: '', by: '' }, 'No webhook at the time'],
])('%j is "%s"', (attempt, words) => {
  expect(attemptWords({ at, ...attempt })).toBe(words);
});

test('what is due is tried in a moment, and what is over not at all', () => {
  expect(nextWords('1970-01-01T00:00:00.000Z', now)).toBe('Next try in a moment');
  expect(nextWords(null, now)).toBe('');
  expect([0, 1, 2].map(triesWords)).toEqual(['', ', 1 try', ', 2 tries']);
});

test('the endpoint in one sentence', () => {
  const page: WebhooksPage = {
    endpoint: 'shop.example',
    counts: { failed: 0, waiting: 12, sent: 3 },
    failing: null,
    sentAt: null,
    notices: [],
  };
  expect(endpointWords({ ...page, endpoint: null }, now)).toContain('no webhook');
  expect(endpointWords(page, now)).toBe('Events go to shop.example. None has arrived yet.');
  expect(endpointWords({ ...page, sentAt: at }, now)).toMatch(/^Events go to shop\.example\. The last one arrived \d/);
  const failing = { since: at, failures: 4, next: at };
  expect(endpointWords({ ...page, failing }, now)).toMatch(
    /^Nothing has arrived at shop\.example since .*\. It is asked again in a moment; 12 events will follow\.$/,
  );
  expect(endpointWords({ ...page, failing: { ...failing, next: null } }, now)).toContain('Nothing waits; send a test when it is back.');
});
