import { expect, test } from 'vitest';
import { stepWords } from '../../../../widget/desk/refunds/words.ts';

const step = (what: 'filed' | 'changed' | 'approved' | 'rejected', name?: string) => ({
  at: '2026-11-23T10:00:00.000Z',
  what,
  by: name ? { id: 'x', name, role: 'agent' as const } : null,
  amount: 1,
  reason: '',
});

test('says who did what, also where nobody did', () => {
  expect(stepWords(step('filed'), '€1.00').trim()).toBe('The assistant filed €1.00.');
  expect(stepWords(step('approved'), '€1.00').trim()).toBe('The policy approved €1.00.');
  expect(stepWords(step('approved', 'Priya'), '€1.00').trim()).toBe('Priya approved €1.00.');
  expect(stepWords(step('changed', 'Priya'), '€1.00').trim()).toBe('Priya changed it to €1.00.');
  expect(stepWords(step('rejected', 'Priya'), '€1.00').trim()).toBe('Priya rejected it.');
});
