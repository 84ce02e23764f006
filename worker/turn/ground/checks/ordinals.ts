import type { Check } from '../claim.ts';
import { stemOf } from '../stems.ts';

const names = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const places = new RegExp(`\\b(${names.join('|')}|\\d{1,2}(?:st|nd|rd|th))[\\s-]+(?:working\\s+)?(\\p{L}{3,})`, 'giu');

/** "the second working day" where the sources know only a first: of the same thing another one. */
export const ordinals: Check = ({ reading, sources, language }) => {
  if (language !== 'en') return [];
  const found = placesIn(reading.text, language);
  if (found.length === 0) return [];
  const known = sources.segments.flatMap((segment) => placesIn(segment.text, language));
  const wrong = found.find(({ text, number, of }) => {
    const same = known.filter((one) => one.of === of);
    if (same.length > 0) return !same.some((one) => one.number === number);
    return /^\d/.test(text) && !known.some((one) => one.number === number) && !new RegExp(`\\b${number}(?!\\d)`).test(sources.text);
  });
  return wrong ? [{ kind: 'number', words: wrong.text }] : [];
};

const placesIn = (text: string, language: string) =>
  [...text.matchAll(places)].map(([whole, number = '', noun = '']) => {
    const named = names.indexOf(number.toLowerCase());
    return { text: whole, number: named < 0 ? Number.parseInt(number, 10) : named + 1, of: stemOf(noun.toLowerCase(), language) };
  });
