import { expect, test } from 'vitest';
import { type Block, spansText } from '../../kb/blocks.ts';
import { parseMarkdown } from '../../kb/markdown.ts';
import { isEmptySection, outline, withoutEmptySections } from '../../kb/outline.ts';

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

test('takes no row of a table that lost its lines for a heading', () => {
  const rows = [
    'Country Currency',
    'Austria EUR (min 100) Belgium EUR (business accounts)',
    'Croatia EUR',
    'Denmark DKK (min 300)',
    'Estonia EUR',
  ];
  expect(shape(`We pay to:\n\n${rows.join('\n\n')}\n\n${long}`).filter((line) => line.startsWith('#'))).toEqual([]);
});

test('takes a name above questions for their heading, though it ends like a lead-in', () => {
  expect(shape(`${long}\n\nFAQs:\n\nCan I return it?\n\n- Yes.`)).toEqual([long, '## FAQs:', '### Can I return it?', 'list of 1']);
});

test('takes all of a row of numbered lines for headings, also the long ones', () => {
  const line = 'Reason 2: Your bank asks for something that only you can send to them';
  expect(shape(`${long}\n\nReason 1: The bank\n\n${long}\n\n${line}\n\n${long}`)).toEqual([
    long,
    '## Reason 1: The bank',
    long,
    `## ${line}`,
    long,
  ]);
});

test('gives points between two steps to the first of them', () => {
  const { blocks } = outline(parseMarkdown('1. Look at it\n  - sender\n  - links\n\n2. Ask us\n\n- other\n'));
  expect(shown(blocks)).toEqual(['list of 2', 'list of 1']);
  expect(blocks[0]?.type === 'list' && blocks[0].items.map(spansText)).toEqual(['Look at it\n– sender\n– links', 'Ask us']);
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

test('leaves out headings with nothing below them, and those above that then have nothing', () => {
  const { blocks, left } = withoutEmptySections(parseMarkdown('# A\n\nx\n\n## B\n\n### C\n\n## D\n\ny\n\n# E'));
  expect(shown(blocks)).toEqual(['# A', 'x', '## D', 'y']);
  expect(left).toEqual(['C', 'E', 'B']);
});
