import { expect, test } from 'vitest';
import { printUsage, usageOf } from '../../../../worker/turn/simulate/usage.ts';
import { call } from './samples.ts';

const timeout = { kind: 'timeout', why: 'late' };

test('sums calls, tries, tokens, money, and faults by kind', () => {
  const calls = [
    call({}),
    call({ use: 'judge', tries: 2, counted: false }),
    call({ use: 'judge', fault: timeout }),
    call({ fault: { kind: 'stopped', why: 'refused' } }),
  ];
  expect(usageOf(calls)).toEqual({
    calls: 4,
    uses: { compose: 2, judge: 2 },
    tries: 5,
    tokensIn: 400,
    tokensOut: 80,
    estimated: 1,
    money: 0.004,
    stopped: 1,
    faults: { timeout: 1 },
  });
  expect(printUsage(usageOf(calls))).toBe(
    'calls 4 (compose 2, judge 2)   tries 5   tokens 400 read, 80 written (1 calls estimated)   money 0.004\nfaults timeout 1   hung up 1',
  );
});

test('without prices money is not counted, and without calls there is none', () => {
  expect(usageOf([call({ money: null }), call({})]).money).toBeNull();
  expect(printUsage(usageOf([]))).toBe('calls 0 (none)   tries 0   tokens 0 read, 0 written   money 0\nfaults none');
});
