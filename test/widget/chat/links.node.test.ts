import { expect, test } from 'vitest';
import { linkify, safeHref } from '../../../widget/chat/links.ts';

test('only web and mail addresses become links', () => {
  expect(safeHref('https://fernweg.example/a')).toBe('https://fernweg.example/a');
  expect(safeHref('http://fernweg.example/')).toBe('http://fernweg.example/');
  expect(safeHref('mailto:help@fernweg.example')).toBe('mailto:help@fernweg.example');
  for (const bad of [
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/relative',
    '',
    undefined,
  ]) {
    expect(safeHref(bad), String(bad)).toBeUndefined();
  }
});

test('addresses in plain text become links without the sentence around them', () => {
  expect(linkify('See https://fernweg.example/help?x=1. Or (https://a.example/b), please!')).toEqual([
    { text: 'See ' },
    { text: 'https://fernweg.example/help?x=1', href: 'https://fernweg.example/help?x=1' },
    { text: '. Or (' },
    { text: 'https://a.example/b', href: 'https://a.example/b' },
    { text: '), please!' },
  ]);
  expect(linkify('javascript:alert(1) <b>x</b>')).toEqual([{ text: 'javascript:alert(1) <b>x</b>' }]);
  expect(linkify('')).toEqual([]);
});

test('no text is lost or added', () => {
  for (const text of ['https://', 'https://a', 'a https://b.example c https://d.example', 'https://x.example"onclick="y"']) {
    expect(
      linkify(text)
        .map((span) => span.text)
        .join(''),
    ).toBe(text);
  }
});
