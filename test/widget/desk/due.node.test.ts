import { expect, test } from 'vitest';
import { privacyTypes } from '../../../policy/privacy.ts';
import { legalDue, privacyTitle } from '../../../widget/desk/queue/due.ts';

const noon = new Date(2026, 10, 27, 12).getTime();

test.each([
  ['2026-12-27', 'calm', /Due .*27.*, 30 days left/],
  ['2026-12-04', 'near', /7 days left/],
  ['2026-11-28', 'near', /1 day left/],
  ['2026-11-27', 'near', /Due today/],
  ['2026-11-26', 'late', /Overdue since .*26/],
])('an answer due on %s is %s', (due, urgency, text) => {
  expect(legalDue(due, noon)).toEqual({ urgency, text: expect.stringMatching(text) });
});

test('the day counts until it ends where the agent sits', () => {
  expect(legalDue('2026-11-27', new Date(2026, 10, 27, 23, 59).getTime()).urgency).toBe('near');
  expect(legalDue('2026-11-27', new Date(2026, 10, 28, 0, 1).getTime()).urgency).toBe('late');
});

test('every kind of request has a name, and so has one that nobody could tell', () => {
  expect(new Set(privacyTypes.map(privacyTitle)).size).toBe(privacyTypes.length);
  expect(privacyTitle('')).toBe('Privacy request');
  expect(privacyTitle(undefined)).toBe('Privacy request');
});
