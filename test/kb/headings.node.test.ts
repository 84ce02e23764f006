import { describe, expect, test } from 'vitest';
import { isRelated, saysNothing, tells, unlabelled } from '../../kb/headings.ts';

test.each([
  ['Q: Can I return it?', 'Can I return it?'],
  ['Q3. Can I return it?', 'Can I return it?'],
  ['Step 2: Pack it', 'Pack it'],
  ['2) Pack it', 'Pack it'],
  ['B. By courier', 'By courier'],
  ['Étape 3 : Emballer', 'Emballer'],
  ['Schritt 1 – Einpacken', 'Einpacken'],
  ['步骤 2：打包', '打包'],
  ['第一步：打包', '打包'],
])('takes the label off %j', (heading, words) => {
  expect(unlabelled(heading)).toBe(words);
});

test.each(['Windows 10: how to print', 'U-turns', '30 days', 'Note: no refunds', 'Stephen: his shop'])('leaves %j as it is', (heading) => {
  expect(unlabelled(heading)).toBe(heading);
});

describe('a heading that says nothing', () => {
  test.each([
    'Overview',
    'Note:',
    'STEP 1',
    'Step 1:',
    '2.',
    'FAQs',
    'Frequently asked questions:',
    'In this article',
    'What’s next?',
    "What's next?",
    'Related',
    'Häufig gestellte Fragen',
    'Foire aux questions',
    'Preguntas frecuentes',
    'Perguntas frequentes',
    '常见问题',
    '…',
    '🎉',
  ])('%j', (heading) => {
    expect(saysNothing(heading)).toBe(true);
  });
  test.each(['Costs', 'Overview of costs', 'What is a note?', 'Step 1: Pack it', '退货', 'A note to sellers'])('but not %j', (heading) => {
    expect(saysNothing(heading)).toBe(false);
  });
});

test.each([
  ['How long?', false],
  ['How long does it take?', true],
  ['On a phone', false],
  ['Before you send it back', true],
  ['怎么退货？', true],
  ['word '.repeat(31), false],
])('whether %j tells enough by itself: %s', (heading, enough) => {
  expect(tells(heading)).toBe(enough);
});

test('knows what stands above lists of other articles', () => {
  for (const heading of ['Related articles', 'See also:', 'Otros artículos', 'Articles connexes', 'Verwandte Themen', '相关文章'])
    expect([heading, isRelated(heading)]).toEqual([heading, true]);
  for (const heading of ['Related costs', 'Articles we return', 'Siehe Anlage'])
    expect([heading, isRelated(heading)]).toEqual([heading, false]);
});
