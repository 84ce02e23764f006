import { expect, test } from 'vitest';
import { checkPrivacy, periodFor, privacyDefaults, privacyPolicySchema, privacyTypes } from '../../policy/privacy.ts';
import { readPolicy } from '../../worker/release/build.ts';

const texts = { 'privacy-acknowledged': 'noted', 'handoff.privacy-access': 'by {due}' };

test('finds nothing wrong with the defaults', () => {
  expect(checkPrivacy(privacyPolicySchema.parse(privacyDefaults), texts)).toEqual([]);
});

test('names a regime, a time zone and words that are not there, and words without the day', () => {
  const wrong = {
    ...privacyDefaults,
    regime: 'lgpd',
    time_zone: 'Europe/Atlantis',
    acknowledgements: { access: 'none', deletion: 'privacy-acknowledged' },
  };
  expect(checkPrivacy(wrong, texts)).toEqual([
    'privacy.yaml: regime "lgpd" is not one of gdpr; add it to regimes or name another.',
    'privacy.yaml: time_zone "Europe/Atlantis" is not known; use an IANA name like Europe/Lisbon.',
    'privacy.yaml: there is no approved text "none"; add it to the wording.',
    'privacy.yaml: "privacy-acknowledged" acknowledges deletion without {due}; say until when the answer comes.',
  ]);
});

test('a regime that is not there leaves a month, which no law undercuts', () => {
  expect(periodFor({ ...privacyDefaults, regime: 'constructor' }, 'access')).toEqual({ months: 1 });
});

test('the shop acknowledges every type in words of its own, in every language, with the day', async () => {
  const { privacy, wording } = await readPolicy('policy');
  for (const type of privacyTypes) {
    const key = privacy?.acknowledgements[type] ?? '';
    for (const { locale, texts: words } of wording)
      expect({ locale, type, text: words[key] }).toMatchObject({ text: expect.stringContaining('{due}') });
  }
  expect(wording).toHaveLength(7);
});
