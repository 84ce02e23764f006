import fc from 'fast-check';
import { expect, it } from 'vitest';
import { promisedTime } from '../../../../widget/desk/queue/promise.ts';
import { at, noon } from '../samples.ts';

const minutes = (n: number) => noon + n * 60_000;
const kinds = ['first', 'next', 'resolution'] as const;
const statuses = ['kept', 'nearing', 'breached'] as const;

it('says what was promised and how long is left, soon due as the server says, then late', () => {
  const first = { kind: 'first', due: at(15) } as const;
  expect(promisedTime({ ...first, status: 'kept' }, minutes(1))).toEqual({ urgency: 'calm', text: 'First answer due in 14 min' });
  expect(promisedTime({ ...first, status: 'nearing' }, minutes(12))).toEqual({
    urgency: 'near',
    text: 'First answer soon due, in 3:00',
  });
  expect(promisedTime({ ...first, status: 'breached' }, minutes(16))).toEqual({ urgency: 'late', text: 'First answer late by 1:00' });
  expect(promisedTime({ kind: 'next', due: at(5), status: 'kept' }, minutes(1)).text).toBe('Next answer due in 4:00');
  expect(promisedTime({ kind: 'resolution', due: at(150), status: 'kept' }, minutes(0)).text).toBe('Resolution due in 2 h 30 min');
});

it('is late to the second without waiting to be told, and stays late on a clock that is behind', () => {
  expect(promisedTime({ kind: 'first', due: at(15), status: 'nearing' }, minutes(15)).urgency).toBe('late');
  expect(promisedTime({ kind: 'first', due: at(15), status: 'breached' }, minutes(14.9))).toEqual({
    urgency: 'late',
    text: 'First answer late',
  });
});

it('says in words whatever colour says', () => {
  const when = fc.integer({ min: -100_000, max: 100_000 });
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.constantFrom(...statuses), when, (kind, status, minute) => {
      const { urgency, text } = promisedTime({ kind, due: at(0), status }, minutes(minute / 60));
      expect(text.includes('late')).toBe(urgency === 'late');
      expect(text.includes('soon due')).toBe(urgency === 'near');
    }),
  );
});
