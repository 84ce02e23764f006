import { expect, test } from 'vitest';
import { alsoHere } from '../../../../widget/desk/conversation/also-here.ts';

const viewer = (name: string, typing = false) => ({ id: name.toLowerCase(), name, role: 'agent' as const, typing });

test('names who else has it open, who writes first', () => {
  expect(alsoHere([viewer('Ines')], 'ines')).toBe('');
  expect(alsoHere([viewer('Ines'), viewer('Luca')], 'ines')).toBe('Also here: Luca');
  expect(alsoHere([viewer('Luca'), viewer('Marta', true)], 'ines')).toBe('Also here: Marta (writing) and Luca');
});

test('a crowd is counted', () => {
  expect(
    alsoHere(
      ['A', 'B', 'C', 'D', 'E'].map((name) => viewer(name)),
      'ines',
    ),
  ).toBe('Also here: A, B, C and 2 more');
});
