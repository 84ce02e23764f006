import { expect, test } from 'vitest';
import { privacyDefaults, privacyTypes } from '../../../../policy/privacy.ts';
import { privacyOpened } from '../../../../worker/turn/privacy/opened.ts';

const at = new Date('2026-11-27T10:00:00Z');
const wants = (type: 'access' | 'opt-out' | '') => ({ privacy: { matched: true, type } });
const ccpa = {
  ...privacyDefaults,
  regime: 'ccpa',
  regimes: { ccpa: { title: 'CCPA', due: { days: 45 }, types: { 'opt-out': { days: 15 } } } },
};

test('opens nothing for a message that uses no right', () => {
  expect(privacyOpened({ privacy: { matched: false, type: '' } }, { privacy: null }, at)).toBeNull();
});

test('a release that says nothing of privacy gives every request a month', () => {
  for (const type of privacyTypes)
    expect(privacyOpened({ privacy: { matched: true, type } }, { privacy: null }, at)).toEqual({ type, due: '2026-12-27' });
});

test('the site’s regime decides, and a type may have less time', () => {
  expect(privacyOpened(wants('access'), { privacy: ccpa }, at)).toEqual({ type: 'access', due: '2027-01-11' });
  expect(privacyOpened(wants('opt-out'), { privacy: ccpa }, at)).toEqual({ type: 'opt-out', due: '2026-12-12' });
});

test('a request of a kind that nobody could tell is due as well', () => {
  expect(privacyOpened(wants(''), { privacy: ccpa }, at)).toEqual({ type: '', due: '2027-01-11' });
});

test('the day begins where the site is', () => {
  const late = new Date('2026-11-27T23:30:00Z');
  expect(privacyOpened(wants('access'), { privacy: { ...privacyDefaults, time_zone: 'Europe/Berlin' } }, late)?.due).toBe('2026-12-28');
});
