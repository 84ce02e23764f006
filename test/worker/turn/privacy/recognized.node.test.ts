import { expect, test } from 'vitest';
import { privacyTypes } from '../../../../policy/privacy.ts';
import type { Score } from '../../../../worker/turn/classify/model.ts';
import { privacyIn } from '../../../../worker/turn/privacy/recognized.ts';

const score = (id: string, probability: number, matched = true): [string, Score] => [id, { id, probability, matched, unlikely: false }];

test('the topic names the right', () => {
  for (const type of privacyTypes)
    expect(privacyIn({ id: `privacy-${type}`, area: 'privacy' }, new Map())).toEqual({ matched: true, type });
});

test('a topic of the area that names none takes the likeliest the classifier is sure of', () => {
  const scores = new Map([score('privacy-access', 0.6), score('privacy-deletion', 0.8), score('privacy-complaint', 0.9, false)]);
  expect(privacyIn({ id: 'privacy-request', area: 'privacy' }, scores)).toEqual({ matched: true, type: 'deletion' });
  expect(privacyIn({ id: 'privacy-request', area: 'privacy' }, new Map())).toEqual({ matched: true, type: '' });
});

test('a topic of another area is none, whatever it is called', () => {
  expect(privacyIn({ id: 'privacy-access', area: 'faqs' }, new Map())).toEqual({ matched: false, type: '' });
  expect(privacyIn(undefined, new Map([score('privacy-access', 1)]))).toEqual({ matched: false, type: '' });
});
