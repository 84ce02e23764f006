import { expect, test } from 'vitest';
import { type Block, spansText } from '../../kb/blocks.ts';
import { parseMarkdown } from '../../kb/markdown.ts';
import { isEmptySection, outline } from '../../kb/outline.ts';

const shown = (blocks: readonly Block[]) =>
  blocks.map((block) =>
    block.type === 'h'
      ? `${'#'.repeat(block.level ?? 0)} ${spansText(block.spans)}`
      : block.type === 'p'
        ? spansText(block.spans)
        : block.type === 'list'
          ? `list of ${block.items.length}`
          : 'table',
  );
const shape = (source: string) => shown(outline(parseMarkdown(source)).blocks);
const long = 'This is a paragraph with a good many words in it, so that it is no heading.';

test('makes the entries of a list of contents headings, and drops the list', () => {
  const source = `In this article:\n\n- Costs\n\n- Time and place\n\n${long}\n\nCosts\n\n${long}\n\nTime and place\n\n${long}`;
  expect(outline(parseMarkdown(source)).contents).toBe(true);
  expect(shape(source)).toEqual([long, '## Costs', long, '## Time and place', long]);
});

test('keeps a list at the top that is no list of contents', () => {
  const source = `You need:\n\n- a box\n\n- a label\n\n${long}`;
  expect(shape(source)).toEqual(['You need:', 'list of 2', long]);
});

test('makes lines in bold headings, but not a warning that goes on', () => {
  expect(shape(`# Title\n\n**Before you start**\n\n${long}\n\n**Warning:**\n\n${long}`)).toEqual([
    '# Title',
    '### Before you start',
    long,
    'Warning:',
    long,
  ]);
});

test('finds questions and short lines that stand alone, in a page without headings', () => {
  expect(shape(`Questions and answers\n\nDo I have to pay for sending it back?\n\n- No.\n\nHow long?\n\n${long}`)).toEqual([
    '## Questions and answers',
    '### Do I have to pay for sending it back?',
    'list of 1',
    '### How long?',
    long,
  ]);
});

test('takes no list of names, no lead-in and no sentence for headings', () => {
  for (const source of [
    'Austria EUR\n\nBelgium EUR\n\nCroatia EUR\n\nDenmark DKK',
    `Countries:\n\nAustria\n\n${long}`,
    `${long}\n\n${long}`,
    'The end',
  ])
    expect(shape(source).filter((line) => line.startsWith('#'))).toEqual([]);
});

test('leaves short lines of a page with headings alone', () => {
  expect(shape(`# Title\n\nShort line\n\n${long}`)).toEqual(['# Title', 'Short line', long]);
});

test('joins the items that an export left apart', () => {
  expect(shape('- a\n\n<!-- -->\n\n- b\n\n1. c\n\n<!-- -->\n\n2. d')).toEqual(['list of 2', 'list of 2']);
});

test('tells a heading with nothing below it', () => {
  const blocks = parseMarkdown('# A\n\n## B\n\nx\n\n## C\n\n## D\n\ny\n\n# E');
  expect(shown(blocks.filter((_, i) => isEmptySection(blocks, i)))).toEqual(['## C', '# E']);
});
