import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultOf, wordsOf } from '../../../kb/local/faults.ts';

const errorOf = (work: () => void): NodeJS.ErrnoException => {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing went wrong');
};

test('says in words what the system says, with the place', () => {
  const error = errorOf(() => readFileSync('/nowhere/at/all'));
  expect(wordsOf(error)).toBe('is not there');
  expect(faultOf(error)).toBe('/nowhere/at/all: is not there');
  expect(faultOf(errorOf(() => readFileSync('/')))).toBe('cannot be used (EISDIR)');
  expect(faultOf(Object.assign(new Error('x'), { code: 'ENOSPC', syscall: 'write' }))).toBe('the disk is full');
});

test('hides no mistake of ours', () => {
  expect(faultOf(new TypeError('x is undefined'))).toBeNull();
  expect(faultOf(Object.assign(new Error('x'), { code: 'ERR_INVALID_ARG_TYPE' }))).toBeNull();
  expect(faultOf('x')).toBeNull();
});
