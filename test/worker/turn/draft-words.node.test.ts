import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftText } from '../../../widget/desk/context/suggestion.ts';
import { draftWords } from '../../../worker/turn/draft-words.ts';
import { type Draft, draftSchema } from '../../../worker/turn/record.ts';

const words = fc.string({ maxLength: 12 });
const span = fc.record({ text: words, href: fc.option(fc.constantFrom('https://shop.example/returns', 'x'), { nil: undefined }) });
const spans = fc.array(span, { maxLength: 3 });
const block = fc.oneof(
  fc.record({ type: fc.constant('p' as const), spans }),
  fc.record({ type: fc.constant('h' as const), spans }),
  fc.record({ type: fc.constant('list' as const), ordered: fc.boolean(), items: fc.array(spans, { maxLength: 3 }) }),
  fc.record({
    type: fc.constant('table' as const),
    head: fc.array(spans, { maxLength: 2 }),
    rows: fc.array(fc.array(spans), { maxLength: 2 }),
  }),
);
const draft: fc.Arbitrary<Draft> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.record({
    kind: fc.constant('verbatim' as const),
    articleId: words,
    title: words,
    blocks: fc.array(block, { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('text' as const), text: words }),
  fc.record({ kind: fc.constant('ask' as const), text: words, missing: fc.constant<('number' | 'email')[]>([]) }),
  fc.record({
    kind: fc.constant('choose' as const),
    text: words,
    choices: fc.array(fc.record({ articleId: words, title: words }), { maxLength: 3 }),
  }),
);

test('what is sent of an approved draft is what the desk shows of it', () => {
  fc.assert(
    fc.property(draft, (one) => {
      const parsed = draftSchema.parse(JSON.parse(JSON.stringify(one)));
      expect(draftWords(parsed)).toBe(draftText(parsed));
    }),
  );
});

test('spells addresses out and keeps lists', () => {
  const blocks = [
    { type: 'p' as const, spans: [{ text: 'See ' }, { text: 'our page', href: 'https://shop.example/returns' }] },
    { type: 'list' as const, ordered: true, items: [[{ text: 'Pack it' }], [{ text: 'Send it' }]] },
  ];
  expect(draftWords({ kind: 'verbatim', articleId: 'a', title: 'A', blocks })).toBe(
    'See our page (https://shop.example/returns)\n\n1. Pack it\n2. Send it',
  );
});
