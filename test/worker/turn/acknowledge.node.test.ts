import { expect, test } from 'vitest';
import { type Policy, speaker } from '../../../policy/bundle.ts';
import type { Decision } from '../../../policy/evaluate.ts';
import { readPolicy } from '../../../worker/release/build.ts';
import { acknowledge } from '../../../worker/turn/acknowledge.ts';
import { decide } from '../../../worker/turn/outcome.ts';
import { facts } from '../../policy/samples.ts';

const policy = await readPolicy('policy');
const decision: Decision = {
  outcome: 'handoff',
  ruleIds: ['x'],
  matched: [],
  reason: 'safety',
  priority: 1,
  team: 'safety',
  say: 'safety-acknowledged',
  rest: false,
};

function words(over: {
  say?: string;
  language?: string;
  kind?: string;
  region?: string;
  opened?: Parameters<typeof acknowledge>[1]['opened'];
  policy?: Policy;
}) {
  const {
    say: key = 'safety-acknowledged',
    language = 'en',
    kind = 'safety-injury',
    region = '',
    opened = null,
    policy: used = policy,
  } = over;
  const seen = facts({ language, safety: { matched: true, kind } });
  const told = acknowledge({ ...decision, say: key }, { policy: used, facts: seen, opened, region, say: speaker(used, language) });
  const outcome = decide(told.decision, { kind: 'none' }, told.say);
  return outcome.kind === 'handoff' ? outcome.text : '';
}

test('danger names the emergency number of the region, whatever language is spoken', () => {
  expect(words({ region: 'US' })).toContain('call 911 first');
  expect(words({ region: 'GB' })).toContain('call 999 first');
  expect(words({ region: 'US', language: 'es' })).toContain('al 911');
  expect(words({ language: 'de' })).toContain('zuerst 112 an');
});

test('self-harm has words of its own, with a crisis line', () => {
  const text = words({ kind: 'safety-self-harm', region: 'US' });
  expect(text).toContain('988');
  expect(text).toContain('911');
  expect(text).not.toContain('product');
  expect(words({ kind: 'safety-self-harm', region: 'AT', language: 'de' })).toContain('142');
  expect(words({ kind: 'safety-self-harm', language: 'fr' })).toContain('3114');
  expect(words({ kind: 'safety-self-harm', language: 'ja' })).toContain('988');
});

test('no language and no region leaves a hole in the words', () => {
  for (const { locale } of policy.wording)
    for (const region of ['', 'BR', 'JP'])
      for (const kind of ['safety-injury', 'safety-self-harm'])
        expect(words({ language: locale, region, kind })).not.toMatch(/\{|\}| {2}| [.,;]|undefined/);
});

const opened = { type: 'deletion', due: '2026-12-27' } as const;

test('a privacy request of a known kind is acknowledged in its words, with the day', () => {
  const text = words({ say: 'privacy-acknowledged', opened });
  expect(text).toContain('27 December 2026');
  expect(text).toContain('deleted');
  expect(words({ say: 'privacy-acknowledged', opened, language: 'de' })).toContain('27. Dezember 2026');
  expect(words({ say: 'privacy-acknowledged', opened, region: 'US' })).toContain('December 27, 2026');
});

test('a request of an unknown kind, and a policy without words for kinds, say the general ones', () => {
  const general = policy.wording[0]?.texts['privacy-acknowledged'];
  expect(words({ say: 'privacy-acknowledged', opened: { type: '', due: opened.due } })).toBe(general);
  expect(words({ say: 'privacy-acknowledged', opened, policy: { ...policy, privacy: null } })).toBe(general);
});

test('another rule keeps its own words', () => {
  expect(words({ say: 'handoff.legal', opened })).toBe(policy.wording[0]?.texts['handoff.legal']);
});
