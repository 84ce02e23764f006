import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRemembered } from '../../../widget/chat/remembered.ts';

test('what was remembered comes back', () => {
  const kept = { visitor: 'token', conversation: 'conversation1', seen: 4, live: true };
  expect(parseRemembered(JSON.stringify(kept))).toEqual(kept);
});

test('whatever else is in storage is nothing, never an error', () => {
  for (const saved of [null, '', 'null', '[]', '"x"', '{"visitor":3,"seen":"4","live":"yes"}']) {
    expect(parseRemembered(saved)).toMatchObject({});
    expect(parseRemembered(saved).visitor).toBeUndefined();
    expect(parseRemembered(saved).live).toBeFalsy();
  }
  fc.assert(fc.property(fc.json(), (json) => typeof parseRemembered(json) === 'object'));
});
