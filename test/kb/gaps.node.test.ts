import { expect, test } from 'vitest';
import { gapsIn, openEnds } from '../../kb/gaps.ts';
import { parseMarkdown } from '../../kb/markdown.ts';

test.each([
  ['1. Go to  and sign in to see what is there.', 'Go to  and sign in to see'],
  ['Enter your e-mail address at .', 'your e-mail address at .'],
  ['Vaya a .', 'Vaya a .'],
  ['在  输入你的电邮地址。', '在  输入你的电邮地址。'],
])('finds where words were lost: %j', (line, gap) => {
  expect(gapsIn(`First line.\n\n${line}\n`)).toEqual([gap]);
});

test.each([
  ['two spaces after a sentence', 'Pack it.  Send it.'],
  ['French signs', 'Combien ? Voici : rien ! « Oui »'],
  ['dots that go on', 'and so on ...'],
  ['a table', '| a  b | c |'],
  ['code', '```\nnpm  start\n```'],
  ['indentation', '  - one\n    two'],
])('says nothing of %s', (_, text) => {
  expect(gapsIn(text)).toEqual([]);
});

test('finds sections that lead into nothing, but not introductions', () => {
  const ends = (source: string) => openEnds(parseMarkdown(source));
  expect(ends('Words.\n\nClick this button:')).toEqual(['Click this button:']);
  expect(ends('## A\n\nClick this button:\n\n## B\n\nWords.')).toEqual(['Click this button:']);
  expect(ends('Three ways:\n\n## A\n\nYou need:\n\n- a box')).toEqual([]);
});
