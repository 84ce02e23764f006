import { expect, test } from 'vitest';
import { type Checks, decodeChecks, encodeChecks, noChecks } from '../../../worker/release/checks.ts';

const checks: Checks = {
  cases: [
    { rule: 'asks', outcome: 'handoff', name: 'a.json', messages: ['a person, please'], locale: 'en' },
    { rule: 'asks', outcome: 'handoff', name: 'b.json', facts: { asksForHuman: true }, why: 'because' },
  ],
  golden: [{ id: 'one', messages: ['where?'], expect: { outcome: 'answer', article: 'here' }, also: [], locale: 'en' }],
};

test('what a gate asks comes back as it was', () => {
  expect(decodeChecks(encodeChecks(checks))).toEqual({ ok: true, value: checks });
});

test('a release without any asks nothing', () => {
  for (const bytes of [undefined, new Uint8Array()]) expect(decodeChecks(bytes)).toEqual({ ok: true, value: noChecks() });
});

test('anything else is refused', () => {
  for (const text of ['[]', '{"cases":[{"rule":"x"}],"golden":[]}', 'not json'])
    expect(decodeChecks(new TextEncoder().encode(text)).ok).toBe(false);
});
