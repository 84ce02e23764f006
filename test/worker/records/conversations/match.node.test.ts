import fc from 'fast-check';
import { expect, it } from 'vitest';
import { facet } from '../../../../worker/records/conversations/facets.ts';
import { facetsMatch, matchOf, quoted, wordsMatch } from '../../../../worker/records/conversations/match.ts';
import { pastQuerySchema } from '../../../../worker/records/conversations/schema.ts';
import { sqlite } from '../../records/sqlite.ts';

it('every word has to be there; longer ones are beginnings', () => {
  expect(wordsMatch('my "tent" FW-10001 …')).toBe('{label asked said} : ("my" AND """tent""" * AND "FW-10001" *)');
  expect(wordsMatch('!? " *')).toBeNull();
  expect(quoted('a"b')).toBe('"a""b"');
});

it('asks the index only where there is something to ask', () => {
  const query = (over: Record<string, string>) => matchOf('shop', pastQuerySchema.parse(over));
  expect(query({})).toEqual({ by: 'order' });
  expect(query({ q: ' " ' })).toEqual({ by: 'nothing' });
  expect(query({ area: 'refunds' })).toEqual({ by: 'index', words: false, expression: facetsMatch('shop', [facet('area', 'refunds')]) });
  expect(query({ q: 'tent', after: '5' })).toMatchObject({ by: 'index', words: true });
});

it('what is typed never becomes part of the expression: SQLite reads it, and the site stays', () => {
  const { sql } = sqlite();
  sql.exec(
    `INSERT INTO conversation_words (rowid, facets, label, asked, said) VALUES (1, '${facet('site', 'other')}', 'x', 'tent secret', 'a')`,
  );
  const find = sql.prepare('SELECT rowid FROM conversation_words WHERE conversation_words MATCH ?');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('tent" OR "secret', ') OR asked : (tent', 'tent*', '^tent', '{asked} : tent'),
      ),
      (q) => {
        const words = wordsMatch(q);
        if (words !== null) expect(find.all(`${facetsMatch('shop', [])} AND ${words}`)).toEqual([]);
      },
    ),
    { numRuns: 2_000 },
  );
});
