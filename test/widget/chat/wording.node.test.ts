import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { wordingSchema } from '../../../policy/schema.ts';
import { refusalText, say } from '../../../widget/chat/wording.ts';
import { root } from '../../../worker/local/config.ts';
import { refusals } from '../../../worker/protocol.ts';

const source = readFileSync(`${root}widget/chat/wording.ts`, 'utf8');
const keys = [...source.slice(0, source.indexOf(';\n\n/**', 200)).matchAll(/^ {2}\| '([\w-]+)'/gm)].map((match) => match[1] ?? '');

test('every language has every text the chat shows, with the same placeholders', () => {
  expect(keys.length).toBeGreaterThan(40);
  const folder = `${root}policy/wording/`;
  const read = (file: string) => wordingSchema.parse(parse(readFileSync(folder + file, 'utf8'))).texts;
  const holes = (text = '') => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
  const english = read('en.yaml');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    const texts = read(file);
    expect(
      keys.filter((key) => !texts[`ui.${key}`]),
      file,
    ).toEqual([]);
    for (const key of keys) expect(holes(texts[`ui.${key}`]), `${file} ${key}`).toEqual(holes(english[`ui.${key}`]));
  }
});

test('placeholders are filled, and unknown ones stay visible rather than vanish', () => {
  const session = {
    visitor: '',
    fresh: false,
    site: { id: 'x', name: 'X', accent: '' },
    greeting: '',
    suggestions: [],
    maxMessage: 1,
    ui: { typing: '{name} is typing ({other})' },
  };
  expect(say(session, 'typing', { name: '$& Ana' })).toBe('$& Ana is typing ({other})');
});

test('before a session there are words for what can be on screen', () => {
  expect(say(null, 'close')).toBe('Close chat');
  expect(say(null, 'retry')).toBe('Try again');
});

test('every refusal has a kind text', () => {
  for (const reason of refusals) expect(['rate-limited', 'unavailable', 'refused']).toContain(refusalText(reason));
});
