import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut, embedInBatches } from '../../../../worker/ports/embed/batches.ts';
import type { Model } from '../../../../worker/ports/embed/models.ts';
import type { Tried } from '../../../../worker/ports/fault.ts';

const model: Model = { model: 'm', dimensions: 2, pooling: 'cls', maxBytes: 60, prompt: null, shortened: false };
const limits = { attemptMs: 200, totalMs: 400, tries: 2, baseMs: 5 };
const good = async (texts: string[]): Promise<Tried<number[][]>> => ({ ok: true, value: texts.map((text) => [text.length, 1]) });

test('at most four requests are under way at once', async () => {
  let now = 0;
  let most = 0;
  const slow = async (texts: string[]) => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 10));
    now--;
    return good(texts);
  };
  const texts = Array.from({ length: 1_000 }, (_, i) => `text ${i}`);
  expect(await embedInBatches(texts, 'document', model, slow, limits)).toMatchObject({ ok: true });
  expect(most).toBe(4);
});

test('after a fault no further batch is asked for', async () => {
  let asked = 0;
  const down = async (): Promise<Tried<number[][]>> => {
    asked++;
    return { ok: false, fault: { kind: 'unavailable', why: 'down', again: false, retryAfter: null } };
  };
  const texts = Array.from({ length: 1_000 }, (_, i) => `text ${i}`);
  expect(await embedInBatches(texts, 'document', model, down, limits)).toMatchObject({ ok: false, fault: { why: 'down' } });
  expect(asked).toBe(4);
});

test('the limit of time is for the call, not for each of its batches', async () => {
  const slow = async (texts: string[]) => {
    await new Promise((resolve) => setTimeout(resolve, 180));
    return good(texts);
  };
  const texts = Array.from({ length: 1_000 }, (_, i) => `text ${i}`);
  expect(await embedInBatches(texts, 'document', model, slow, { ...limits, totalMs: 300 })).toMatchObject({
    ok: false,
    fault: { kind: 'timeout' },
  });
});

test('a vector that is no vector is a bad answer', async () => {
  const answers = [
    [[1, 2, 3]],
    [[1]],
    [[0, 0]],
    [[Number.NaN, 1]],
    [],
    [
      [1, 2],
      [3, 4],
    ],
  ];
  for (const value of answers) {
    expect(await embedInBatches(['one'], 'query', model, async () => ({ ok: true, value }), limits)).toMatchObject({
      ok: false,
      fault: { kind: 'bad-answer' },
    });
  }
});

test('long texts are cut inside the limit, between characters and near a space', () => {
  expect(cut('short', 60)).toBe('short');
  expect(cut(`${'word '.repeat(11)}wordless`, 60)).toBe(`${'word '.repeat(11)}`.trimEnd());
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 10, maxLength: 80 }), (text) => {
      const short = cut(text, 20);
      expect(new TextEncoder().encode(short).length).toBeLessThanOrEqual(20);
      expect(text.startsWith(short)).toBe(true);
      expect(short).not.toBe('');
    }),
  );
});

test('half a character never leaves', async () => {
  const sent: string[] = [];
  await embedInBatches(
    ['a \ud83d b'],
    'query',
    model,
    async (texts) => {
      sent.push(...texts);
      return good(texts);
    },
    limits,
  );
  expect(sent).toEqual(['a \ufffd b']);
});
