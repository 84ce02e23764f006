import { expect, test } from 'vitest';
import { privacyTypes } from '../../../../policy/privacy.ts';
import { privacyIn } from '../../../../worker/turn/privacy/recognized.ts';

const score = (probability: number, matched = true) => ({ probability, matched });

test('the topic names the right', () => {
  for (const type of privacyTypes)
    expect(privacyIn({ id: `privacy-${type}`, area: 'privacy' }, new Map())).toEqual({ matched: true, type });
});

test('a topic of the area that names none takes the likeliest the classifier is sure of', () => {
  const scores = new Map([
    ['privacy-access', score(0.6)],
    ['privacy-deletion', score(0.8)],
    ['privacy-complaint', score(0.9, false)],
  ]);
  expect(privacyIn({ id: 'privacy-request', area: 'privacy' }, scores)).toEqual({ matched: true, type: 'deletion' });
  expect(privacyIn({ id: 'privacy-request', area: 'privacy' }, new Map())).toEqual({ matched: true, type: '' });
});

test('a topic of another area is none, whatever it is called', () => {
  expect(privacyIn({ id: 'privacy-access', area: 'faqs' }, new Map())).toEqual({ matched: false, type: '' });
  expect(privacyIn(undefined, new Map([['privacy-access', score(1)]]))).toEqual({ matched: false, type: '' });
});
