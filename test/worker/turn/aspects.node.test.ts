import { expect, test } from 'vitest';
import { type Aspect, answersAspect, aspectOf } from '../../../worker/turn/aspects.ts';

test.each<[string, Aspect | null, string]>([
  ['how long does it take?', 'duration', '?'],
  ['how long is it kept', 'duration', 'is it kept'],
  ['when', 'duration', ''],
  ['cuánto tarda', 'duration', ''],
  ['combien de temps', 'duration', ''],
  ['wie lange dauert das', 'duration', ''],
  ['quanto tempo demora', 'duration', ''],
  ['quanto ci vuole', 'duration', ''],
  ['hoe lang duurt het', 'duration', ''],
  ['how much is it', 'amount', ''],
  ['what does that cost', 'amount', ''],
  ['is it free', 'amount', 'is it'],
  ['cuánto cuesta', 'amount', ''],
  ['combien ça coûte', 'amount', ''],
  ['was kostet das', 'amount', ''],
  ['quanto custa', 'amount', ''],
  ['quanto costa', 'amount', ''],
  ['wat kost het', 'amount', ''],
  ['freedom of howling', null, 'freedom of howling'],
])('hears what "%s" is after', (text, aspect, rest) => {
  const found = aspectOf(text);
  expect({ aspect: found.aspect, rest: found.rest.trim() }).toEqual({ aspect, rest });
});

test('an amount in the text answers how much, in any of the currencies and languages', () => {
  for (const text of ['It costs EUR 3.90.', '12,50 € je Paket', '£5', 'Es gratis.', 'La livraison est gratuite.', 'Das ist kostenlos.'])
    expect({ text, answers: answersAspect('amount', { asked: [], text }) }).toEqual({ text, answers: true });
  expect(answersAspect('amount', { asked: [], text: 'Within 14 days. Feel freely.' })).toBe(false);
});

test('a deadline in the text does not say how long something takes: the article has to be asked for it', () => {
  const text = 'Hand it in within 14 days.';
  expect(answersAspect('duration', { asked: ['how do I return something'], text })).toBe(false);
  expect(answersAspect('duration', { asked: ['How long does a refund take?'], text })).toBe(true);
});
