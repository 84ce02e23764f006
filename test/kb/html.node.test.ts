import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { blockSchema, plainText } from '../../kb/blocks.ts';
import { decode, parseHtml } from '../../kb/html.ts';
import { parseMarkdown, webLink } from '../../kb/markdown.ts';
import { markup } from './arbitraries.ts';

const blocks = (html: string) => parseHtml(html, webLink);
const words = (html: string) => plainText(blocks(html));

test('gives the same blocks as Markdown that says the same', () => {
  const html = `<h2>Return it</h2><p>Use the <strong>label</strong>, <em>please</em>: <code>FW-1</code>.
    See <a href="https://fernweg.example/terms" onclick="steal()">the terms</a>.</p>
    <ol start="3"><li>Pack</li><li><p>Send</p></li></ol>
    <table><thead><tr><th>Size</th><th>cm</th></tr></thead><tbody><tr><td>S</td><td>86</td></tr></tbody></table>
    <blockquote><p>Keep it.</p></blockquote><pre>a
  b</pre>`;
  const markdown = [
    '## Return it',
    'Use the **label**, *please*: `FW-1`. See [the terms](https://fernweg.example/terms).',
    '3. Pack\n4. Send',
    '| Size | cm |\n|---|---|\n| S | 86 |',
    '> Keep it.',
    '```\na\n  b\n```',
  ].join('\n\n');
  expect(blocks(html)).toEqual(parseMarkdown(markdown));
});

test('takes no address that a browser would run, and nothing of scripts, styles and frames', () => {
  const html = '<p>see <a href="javascript:alert(1)">this</a><script>alert(2)</script><style>p{}</style><iframe src="x">no</iframe></p>';
  expect(blocks(html)).toEqual([{ type: 'p', spans: [{ text: 'see this' }] }]);
});

test('keeps the words of wrong HTML: text beside items, lists in lists, tags never closed', () => {
  expect(words('<ul>before<li>one<ul><li>two</ul><ul><li>three</ul></ul>')).toBe('before\none\n– two\n– three');
  expect(words('<ul><ul><li>one</ul><li>two</ul>')).toBe('one\ntwo');
  expect(words('<p>a<p>b<div><b>c')).toBe('a\nb\nc');
});

test('keeps pictures as their description, breaks as breaks, and questions of folded parts as headings', () => {
  expect(words('<p>a<br>b <img src="https://beacon.example/x.png" alt="a tent"></p>')).toBe('a\nb a tent');
  expect(blocks('<details><summary>How long?</summary><p>Two days.</p></details>')).toEqual([
    { type: 'h', spans: [{ text: 'How long?' }], level: 3 },
    { type: 'p', spans: [{ text: 'Two days.' }] },
  ]);
});

test('reads a table without a head, with cells of several lines, and a page wrapped in one span', () => {
  expect(blocks('<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr><tr><td>d</td></tr></table>')).toEqual([
    {
      type: 'table',
      head: [[], []],
      rows: [
        [[{ text: 'a\nb' }], [{ text: 'c' }]],
        [[{ text: 'd' }], []],
      ],
    },
  ]);
  expect(words('<span><p>a</p><p>b</p></span>')).toBe('a\nb');
});

test('reads HTML inside Markdown, in blocks and among words', () => {
  expect(
    parseMarkdown('<p>a <b>b</b></p>\n\nc <strong>d</strong> <a href="https://a.example">e</a><br>f <script>alert(1)</script>'),
  ).toEqual([
    { type: 'p', spans: [{ text: 'a ' }, { text: 'b', bold: true }] },
    {
      type: 'p',
      spans: [{ text: 'c ' }, { text: 'd', bold: true }, { text: ' ' }, { text: 'e', href: 'https://a.example' }, { text: '\nf' }],
    },
  ]);
});

test('reads entities once, and never those of an address', () => {
  expect(decode('5 &lt; 6 &amp;lt; &copy; &#8364; ?a=1&copy=2')).toBe('5 < 6 &lt; © € ?a=1&copy=2');
});

test('gives blocks of the known kinds for any HTML', () => {
  fc.assert(
    fc.property(markup, (source) => void z.array(blockSchema).parse(blocks(source))),
    { numRuns: 300 },
  );
});
