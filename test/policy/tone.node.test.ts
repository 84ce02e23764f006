import { expect, test } from 'vitest';
import { checkTone, type TonePolicy, toneKinds, toneOfArticles } from '../../policy/tone.ts';
import { compileTone, toneFindings } from '../../policy/tone-match.ts';
import { readPolicy } from '../../worker/release/build.ts';

const { tone: own, wording } = await readPolicy('policy');
const tone: TonePolicy = {
  version: 1,
  voice: ['We are short and kind.'],
  forbidden: [{ kind: 'promise', hint: 'Say what happens next.', phrases: { en: ['we guarantee'] }, patterns: {} }],
};
const patterns = (...en: string[]): TonePolicy => ({
  ...tone,
  forbidden: [{ kind: 'promise', hint: 'Say it plainly.', phrases: {}, patterns: { en } }],
});

test('names approved words that the voice forbids, with file, key and what to say instead', () => {
  expect(checkTone(tone, [{ locale: 'en', texts: { greeting: 'Hello', 'handoff.x': 'We guarantee help.' } }])).toEqual([
    'wording/en.yaml: "handoff.x" says "We guarantee", which sounds like a promise. Say what happens next.',
  ]);
  expect(checkTone(null, [])).toEqual([]);
});

test('names a pattern that cannot be used', () => {
  expect(checkTone(patterns('(open', 'x*', 'We know'), [])).toEqual([
    'tone.yaml: "(open" is not a valid regular expression; correct it or write it as a phrase.',
    'tone.yaml: "x*" matches nothing at all; name a word.',
    'tone.yaml: "We know" has capitals; write small letters, which are tried on any.',
  ]);
  expect(checkTone(patterns('we \\p{L}+ know'), [])).toEqual([]);
});

test('names articles that say it', () => {
  expect(toneOfArticles(tone, [{ id: 'returns', locale: 'en', text: 'we guarantee it' }])).toHaveLength(1);
  expect(toneOfArticles(null, [{ id: 'returns', locale: 'en', text: 'we guarantee it' }])).toEqual([]);
});

test('the shop has every kind in every language, and its own words keep to it', () => {
  expect(own?.forbidden.map(({ kind }) => kind)).toEqual([...toneKinds]);
  for (const { phrases } of own?.forbidden ?? []) expect(Object.keys(phrases).sort()).toEqual(wording.map(({ locale }) => locale).sort());
  expect(checkTone(own, wording)).toEqual([]);
});

test.each([
  'You should have received an e-mail from us.',
  'Sorry that it took so long. I am looking into it now.',
  'The warranty is two years.',
  'As a person from our team wrote, the parcel is on its way.',
  'Das ist als Kinderjacke gedacht.',
  'Le colis devrait arriver demain.',
])('"%s" is fine', (text) => {
  expect(toneFindings(compileTone(own?.forbidden ?? []), text)).toEqual([]);
});
