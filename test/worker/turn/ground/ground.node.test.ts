import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ground, THRESHOLD } from '../../../../worker/turn/ground/ground.ts';
import { sentencesOf } from '../../../../worker/turn/ground/sentences.ts';
import { paraphrases, planted } from './guard-cases.ts';
import { against, eight, ids, textOf } from './shop.ts';

describe.each(Object.entries(planted))('%s', (kind, cases) => {
  const blocked = cases.filter(([id, draft]) => against(textOf(id), draft).verdict === 'block');
  test('at least ten planted drafts are blocked, and nearly all', () => {
    expect(blocked.length).toBeGreaterThanOrEqual(10);
    expect(blocked.length / cases.length).toBeGreaterThanOrEqual(kind === 'invented' ? 0.75 : 0.9);
  });
});

describe('faithful answers in other words', () => {
  test.each([
    ['the article alone', (id: string) => [textOf(id)]],
    ['eight passages', eight],
  ])('pass, 95 in 100 at least: %s', (_, passagesOf) => {
    const blocked = paraphrases.filter(
      ([id, question, draft]) => ground({ question, passages: passagesOf(id), draft }).verdict === 'block',
    );
    expect(paraphrases.length).toBeGreaterThanOrEqual(150);
    expect(blocked.length / paraphrases.length).toBeLessThanOrEqual(0.05);
  });

  test('are blocked where the passages are about something else', () => {
    const elsewhere = (id: string) => eight(ids[(ids.indexOf(id) + 30) % ids.length] ?? id);
    const passed = paraphrases.filter(([id, , draft]) => ground({ question: '', passages: elsewhere(id), draft }).verdict === 'pass');
    expect(passed.length / paraphrases.length).toBeLessThanOrEqual(0.2);
  });
});

describe('what is always so', () => {
  const subset = fc.constantFrom(...ids).chain((id) => {
    const sentences = sentencesOf(textOf(id));
    return fc.record({ id: fc.constant(id), sentences: fc.subarray(sentences, { minLength: 1 }) });
  });

  test('sentences of a passage pass word for word, whichever are left out', () => {
    fc.assert(
      fc.property(subset, ({ id, sentences }) => {
        const { verdict, score } = against(textOf(id), sentences.join('\n'));
        expect({ verdict, score, id }).toEqual({ verdict: 'pass', score: 1, id });
      }),
      { numRuns: 300 },
    );
  });

  const faithful = paraphrases.filter(([id, question, draft]) => ground({ question, passages: [textOf(id)], draft }).verdict === 'pass');
  const numbered = faithful.filter(([, , draft]) => /\d/.test(draft));
  test('a draft that passes is blocked once any of its numbers is another', () => {
    fc.assert(
      // 1.500 m is 1.5 m.
      fc.property(
        fc.constantFrom(...numbered),
        fc.nat(),
        fc.integer({ min: 201, max: 899 }).filter((one) => one % 10 > 0),
        ([id, question, draft], which, other) => {
          const numbers = [...draft.matchAll(/\d+/g)];
          const one = numbers[which % numbers.length];
          const at = one?.index ?? 0;
          const changed = `${draft.slice(0, at)}${other}${draft.slice(at + (one?.[0].length ?? 0))}`;
          expect({ changed, verdict: ground({ question, passages: [textOf(id)], draft: changed }).verdict }).toEqual({
            changed,
            verdict: 'block',
          });
        },
      ),
      { numRuns: 400 },
    );
  });

  test('the score of a draft is that of its weakest sentence, and the verdict follows from it', () => {
    fc.assert(
      fc.property(
        fc.subarray([...paraphrases, ...(planted.invented ?? []).map(([id, draft]) => [id, '', draft] as const)], {
          minLength: 1,
          maxLength: 4,
        }),
        (some) => {
          const passages = some.map(([id]) => textOf(id));
          const { score, verdict, sentences } = ground({ question: '', passages, draft: some.map(([, , draft]) => draft).join('\n') });
          expect(score).toBe(Math.min(...sentences.map((one) => one.score)));
          expect(verdict).toBe(score < THRESHOLD ? 'block' : 'pass');
          for (const one of sentences) {
            expect(one.score).toBeGreaterThanOrEqual(0);
            expect(one.score).toBeLessThanOrEqual(1);
            expect(one.supported).toBe(one.why.length === 0);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  test('no text throws', () => {
    const texts = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 300 }));
    fc.assert(
      fc.property(texts, texts, fc.array(texts, { maxLength: 3 }), (question, draft, passages) => {
        expect(['pass', 'block']).toContain(ground({ question, draft, passages }).verdict);
      }),
    );
  });
});

describe('citations', () => {
  const passages = ['Returns are possible within 30 days.', 'Repairs take up to 3 weeks.'];
  test('a sentence is held against the passages that it names', () => {
    const said = (cites: number[]) => ground({ question: '', passages, draft: [{ text: 'Repairs take up to 3 weeks.', cites }] }).verdict;
    expect([said([1]), said([0, 1]), said([]), said([0]), said([7])]).toEqual(['pass', 'pass', 'pass', 'block', 'block']);
  });
  test('without names it says where it stands, and markers are dropped', () => {
    const { sentences } = ground({
      question: '',
      passages,
      draft: 'A repair takes up to three weeks [2]. Returns are possible within 30 days [1, 2].',
    });
    expect(sentences.map(({ text, cites, supported }) => ({ text, first: cites.includes(1), supported }))).toEqual([
      { text: 'A repair takes up to three weeks.', first: true, supported: true },
      { text: 'Returns are possible within 30 days.', first: false, supported: true },
    ]);
  });
  test('order facts support every sentence, and only they know what was done', () => {
    const draft = [{ text: 'Your order FW-20931 has been shipped with Swiftline.', cites: [0] }];
    expect(ground({ question: '', passages, draft }).verdict).toBe('block');
    expect(ground({ question: '', passages, draft, facts: ['Order FW-20931: shipped with Swiftline on 2026-11-20'] }).verdict).toBe('pass');
  });
});

test('nothing to say, or nothing to say it from, is blocked', () => {
  expect(ground({ question: 'x', passages: ['Words.'], draft: ' \u200b ' }).verdict).toBe('block');
  expect(ground({ question: 'x', passages: [], draft: 'Returns are possible within a month.' }).verdict).toBe('block');
});
