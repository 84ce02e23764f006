import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replyPlaceholders } from '../../../../policy/replies.ts';
import { filled, firstName, gapAdvice, holesIn, type Values } from '../../../../widget/desk/conversation/fill.ts';

const known: Values = { customer: 'Mara', agent: 'Priya Raman', order: '', site: 'Fernweg' };

test('fills in what is known and leaves the rest as a gap, with what to do', () => {
  const text = filled('Hello {customer}, {agent} from {site} about {order} and {nothing}', known);
  expect(text).toBe('Hello Mara, Priya Raman from Fernweg about {order} and {nothing}');
  expect(gapAdvice(text)).toBe('Fill in the order number first, or take the gap out');
  expect(gapAdvice('{customer} {order} {customer}')).toBe('Fill in the customer’s name and the order number first, or take the gap out');
  expect(gapAdvice('Braces {like these} are nobody’s gap')).toBe('');
});

test('whoever is called like a gap stays who they are', () => {
  expect(filled('{customer} {agent}', { ...known, customer: '{agent}' })).toBe('{agent} Priya Raman');
});

test('every placeholder of the policy is a gap, and each has its place', () => {
  for (const name of replyPlaceholders) expect(holesIn(`a {${name}}`)).toEqual([{ name, start: 2, end: name.length + 4 }]);
  const names = fc.array(fc.constantFrom(...replyPlaceholders, 'other'), { maxLength: 6 });
  fc.assert(
    fc.property(names, (parts) => {
      const text = parts.map((name) => `x{${name}}`).join(' ');
      for (const { name, start, end } of holesIn(text)) expect(text.slice(start, end)).toBe(`{${name}}`);
      expect(holesIn(filled(text, { customer: 'a', agent: 'b', order: 'c', site: 'd' }))).toEqual([]);
    }),
  );
});

test.each([
  ['Mara Lindqvist', 'Mara'],
  ['  José  Ruiz', 'José'],
  ['Anne-Marie', 'Anne-Marie'],
  ['Dr. Weber', ''],
  ['M. Weber', ''],
  ['user123', ''],
  ['', ''],
  [undefined, ''],
])('of "%s" the first name is "%s"', (name, first) => {
  expect(firstName(name)).toBe(first);
});
