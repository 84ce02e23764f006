import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askedOf } from '../../kb/asked.ts';
import { parseMarkdown } from '../../kb/markdown.ts';
import { sameQuestion } from '../../kb/questions.ts';

const page = (title: string, source = 'Words.', over: object = {}) => ({
  id: title.toLowerCase(),
  title,
  topic: 'returns',
  locale: 'en',
  questions: [],
  blocks: parseMarkdown(source),
  ...over,
});
const sections = (...headings: string[]) => headings.map((heading) => `## ${heading}\n\nWords.`).join('\n\n');

test('takes the title and the headings that say enough', () => {
  expect(askedOf([page('Returns', sections('How long does it take?', 'Before you send it back'))])).toEqual([
    ['Returns', 'How long does it take?', 'Before you send it back'],
  ]);
});

test('puts a short heading together with its title, as either is written', () => {
  expect(askedOf([page('Returns', sections('On a phone'))])[0]).toEqual(['Returns', 'Returns: On a phone']);
  expect(askedOf([page('Can I return it?', sections('On a phone'))])[0]?.[1]).toBe('Can I return it? On a phone');
  expect(askedOf([page('The bank (IBAN)', sections('Error codes'))])[0]?.[1]).toBe('The bank (IBAN): Error codes');
  expect(askedOf([page('退货', sections('费用'), { locale: 'zh' })])[0]?.[1]).toBe('退货：费用');
  expect(askedOf([page('可以退货吗？', sections('费用'), { locale: 'zh' })])[0]?.[1]).toBe('可以退货吗？费用');
});

test('leaves out what says nothing, labels, and headings with nothing below them', () => {
  expect(
    askedOf([page('Returns', `${sections('Overview', 'Step 1: Print the label at home', 'Note')}\n\n## What was lost here?`)])[0],
  ).toEqual(['Returns', 'Print the label at home']);
});

test('tells headings of several pages apart by their titles', () => {
  const source = sections('How do I get there?');
  expect(askedOf([page('Paris', source), page('Rome', source)])).toEqual([
    ['Paris', 'Paris: How do I get there?'],
    ['Rome', 'Rome: How do I get there?'],
  ]);
});

test('tells equal and empty titles apart by topic and id, but not those of other languages', () => {
  const pages = [
    page('Our shop', 'x', { id: 'a/paris' }),
    page('Our shop', 'x', { id: 'b/rome' }),
    page('Our shop', 'x', { id: 'c', locale: 'it' }),
    page('Overview', 'x', { id: 'returns/overview', topic: 'sending-back' }),
  ];
  expect(askedOf(pages).flat()).toEqual([
    'Our shop (returns: paris)',
    'Our shop (returns: rome)',
    'Our shop',
    'Overview (sending back: overview)',
  ]);
});

test('keeps a title as it is where another page only has it as a heading', () => {
  expect(askedOf([page('Creating an upsell'), page('Checkout', sections('Creating an upsell'))])).toEqual([
    ['Creating an upsell'],
    ['Checkout', 'Checkout: Creating an upsell'],
  ]);
});

test('keeps the questions that a page gives itself', () => {
  expect(askedOf([page('Returns', sections('How long does it take?'), { questions: ['can I?'] })])).toEqual([['can I?']]);
});

test('asks no question twice, none that is too long, and not more than a hundred', () => {
  const heading = fc.oneof(
    fc.constantFrom('Costs', 'costs?', 'How much is it?', 'Step 1'),
    fc.string({ unit: 'grapheme', maxLength: 400 }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(heading, fc.array(heading, { maxLength: 130 })), { maxLength: 4 }), (pages) => {
      for (const asked of askedOf(pages.map(([title, headings], i) => page(title, sections(...headings), { id: String(i) })))) {
        expect(asked.length).toBeLessThanOrEqual(100);
        expect(new Set(asked.map(sameQuestion)).size).toBe(asked.length);
        for (const question of asked) expect(question.length).toBeLessThanOrEqual(300);
      }
    }),
    { numRuns: 50 },
  );
});
