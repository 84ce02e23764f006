import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { MAX_SENTENCES, sentenceSchema } from '../../../../policy/answers.ts';
import { listReader, wholeReader } from '../../../../worker/ports/model/read.ts';

type Sentence = z.infer<typeof sentenceSchema>;

/** What a reader hands out after each piece, and at the end. */
function readAll(pieces: readonly string[]) {
  const found: Sentence[] = [];
  const counts: number[] = [];
  const reader = listReader('sentences', sentenceSchema, MAX_SENTENCES, (one) => {
    found.push(one);
    return null;
  });
  for (const piece of pieces) {
    const wrong = reader.take(piece);
    if (wrong) return { found, counts, end: { ok: false as const, fault: wrong } };
    counts.push(found.length);
  }
  return { found, counts, end: reader.end() };
}
const sentence = (text: string) => ({ text, cites: ['p1'] });

test('hands out each element with its last bracket', () => {
  const { counts, end } = readAll([
    '{"sentences": [',
    '{"text":"A { [ \\" ] }.","cites":["p1"]',
    '}',
    ' , {"text":"B.","cites":[]}',
    ']',
    '}\n',
  ]);
  expect(counts).toEqual([0, 0, 1, 2, 2, 2]);
  expect(end).toEqual({ ok: true, value: [sentence('A { [ " ] }.'), { text: 'B.', cites: [] }] });
});

test('takes JSON that stands between fences', () => {
  const text = '```json\n{"sentences":[{"text":"A.","cites":["p1"]}]}\n```\n';
  expect(readAll([text]).end).toEqual({ ok: true, value: [sentence('A.')] });
  const whole = wholeReader(z.strictObject({ a: z.number() }));
  whole.take('```\n{"a":');
  whole.take('1}\n```');
  expect(whole.end()).toEqual({ ok: true, value: { a: 1 } });
});

test('however a list is cut into pieces, it is read as JSON would read it', () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter((one) => one.trim() !== '' && !/\p{Surrogate}/u.test(one));
  const list = fc.array(fc.record({ text, cites: fc.array(fc.constantFrom('p1', 'f12'), { maxLength: 3 }) }), {
    minLength: 1,
    maxLength: MAX_SENTENCES,
  });
  fc.assert(
    fc.property(list, fc.array(fc.nat(400)), fc.constantFrom(undefined, 1, 2), (sentences, cuts, indent) => {
      const json = JSON.stringify({ sentences }, null, indent);
      const at = [...new Set([0, ...cuts.map((cut) => cut % json.length), json.length])].sort((a, b) => a - b);
      const pieces = at.slice(1).map((end, i) => json.slice(at[i], end));
      expect(pieces.join('')).toBe(json);
      const said = sentences.map((one) => ({ ...one, text: one.text.trim() }));
      expect(readAll(pieces)).toMatchObject({ found: said, end: { ok: true, value: said } });
    }),
  );
});

test('whatever comes, nothing throws, and what is handed out fits', () => {
  const bits = fc.constantFrom(
    '{"sentences":[',
    '{"text":"A.","cites":["p1"]}',
    ',',
    ']',
    '}',
    '{',
    '[',
    '"',
    '\\',
    '```json',
    ' ',
    'x',
    '1',
    'null',
    '\u0000',
  );
  const piece = fc.oneof(bits, fc.string({ unit: 'binary', maxLength: 10 }), fc.json());
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const { found, end } = readAll(pieces);
      for (const one of found) expect(sentenceSchema.safeParse(one).success).toBe(true);
      if (end.ok)
        expect(JSON.parse(pieces.join('').replace(/^\s*(?:```(?:json)?\s*)?|\s*(?:```)?\s*$/g, ''))).toEqual({ sentences: found });
    }),
    { numRuns: 2_000 },
  );
});

test('more than an answer can be is not kept', () => {
  const whole = wholeReader(z.unknown());
  expect(Array.from({ length: 20 }, () => whole.take(' '.repeat(1_000))).filter((wrong) => wrong !== null).length).toBeGreaterThan(0);
  const list = listReader('sentences', sentenceSchema, 2, () => null);
  expect(list.take(`{"sentences":[${' '.repeat(20_000)}`)).toMatchObject({ kind: 'bad-answer', again: false });
});

test('what the caller finds wrong ends the reading', () => {
  const reader = listReader('sentences', sentenceSchema, 3, ({ text }) =>
    text === 'B.' ? { kind: 'bad-answer', why: 'no B', again: false, retryAfter: null } : null,
  );
  expect(reader.take('{"sentences":[{"text":"A.","cites":[]}')).toBeNull();
  expect(reader.take(',{"text":"B.","cites":[]},{"text":"C.","cites":[]}]}')).toMatchObject({ why: 'no B' });
});
