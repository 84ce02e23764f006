import { expect, test } from 'vitest';
import { restored, ruled } from '../../kb/stripped.ts';

const shape = (text: string) =>
  restored(text)
    .split('\n')
    .filter((line) => line.trim() !== '');

test('rebuilds a page whose tags were cut out: headings, paragraphs, lists', () => {
  const text =
    '1. Sign in.\n\n\n  \n    \n      How do I turn it off?\n    \n  \n  \n    You cannot.\n    You can have it remembered:\n    \n      Open the settings.\n      Choose "remember".\n    \n  \n\n## Next';
  expect(shape(text)).toEqual([
    '1. Sign in.',
    '### How do I turn it off?',
    'You cannot.',
    'You can have it remembered:',
    '- Open the settings.',
    '- Choose "remember".',
    '## Next',
  ]);
});

test('finds the items and their heading where all stand equally deep', () => {
  const part = (name: string) =>
    `  \n    \n      For ${name}\n    \n  \n  \n    \n      Install the newest version\n      Use another browser.\n    \n  `;
  expect(shape(`${part('phones')}\n${part('tablets')}`)).toEqual([
    '### For phones',
    '- Install the newest version',
    '- Use another browser.',
    '### For tablets',
    '- Install the newest version',
    '- Use another browser.',
  ]);
});

test('takes a paragraph that was broken into lines for no list, and a line with an address for no heading', () => {
  expect(shape('  \n    Within 30 days you can\n    send it back.\n  \n      Go to https://shop.example\n  \n    Then sign in.')).toEqual([
    'Within 30 days you can',
    'send it back.',
    'Go to https://shop.example',
    'Then sign in.',
  ]);
});

test('takes no line for a heading that has nothing below it', () => {
  expect(shape('  \n    a\n  \n      Alone one\n  \n      Alone two\n  \n    b\n')).toEqual(['a', 'Alone one', '### Alone two', 'b']);
});

test.each([
  ['code of Markdown', 'Run this:\n\n    npm start\n\nThen that.'],
  ['code between fences', '  \n```\n  \n      deep\n  \n```\n'],
  ['items that go on', '- a\n  \n  more of a\n  \n- b'],
])('leaves %s alone', (_, text) => {
  expect(restored(text)).toBe(text);
});

test('draws the line below the head of a table, where a generator did without', () => {
  expect(ruled('Codes:\n| a | b |\n|1 | x \\| y|\n\n| c |\n|---|\n| d |')).toBe(
    'Codes:\n\n| a | b |\n|---|---|\n|1 | x \\| y|\n\n| c |\n|---|\n| d |',
  );
});
