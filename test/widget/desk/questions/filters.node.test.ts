import { expect, test } from 'vitest';
import { queryOf, unfiltered } from '../../../../widget/desk/questions/filters.ts';
import { groupsQuerySchema } from '../../../../worker/records/questions/schema.ts';

const now = Date.UTC(2026, 10, 23, 0, 30);
const read = (query: URLSearchParams) => groupsQuerySchema.parse(Object.fromEntries(query));

test('asks for what the server understands', () => {
  expect(read(queryOf(unfiltered, now))).toEqual({ status: 'open', limit: 50 });
  expect(read(queryOf({ status: 'done', language: 'de', days: 7 }, now, '12~2026-11-01T10:00:00.000Z~3'))).toEqual({
    status: 'done',
    language: 'de',
    since: '2026-11-16',
    after: '12~2026-11-01T10:00:00.000Z~3',
    limit: 50,
  });
});
