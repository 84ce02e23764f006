import { expect, test } from 'vitest';
import { speaker } from '../../../../policy/bundle.ts';
import { readPolicy } from '../../../../worker/release/build.ts';
import { guard } from '../../../../worker/turn/guard.ts';
import { eligibility } from '../../../../worker/turn/refund/eligibility.ts';
import { explain, explainAutomatic } from '../../../../worker/turn/refund/explain.ts';
import { refundPolicy } from '../../../policy/refund-samples.ts';
import { arrived, today, untouched } from './samples.ts';

const shop = await readPolicy('policy');
const { refunds } = shop;
if (!refunds) throw new Error('the shop has no policy for refunds');
const verdicts = eligibility({ order: arrived, policy: refunds, history: untouched, today });
const about = (locale: string) => ({ number: 'FW-10023', currency: 'EUR', policy: refunds, say: speaker(shop, locale), locale });

test('names each item with its amount and its clause, alike units together, and the sum', () => {
  const draft = explain(verdicts, about('en'));
  const lines = draft.kind === 'text' ? draft.text.split('\n') : [];
  expect(lines[0]).toBe('About your refund for order FW-10023:');
  expect(lines[1]).toMatch(/^- Two-person tent: €279\.00 can be refunded\. Within 30 days of delivery/);
  expect(lines[2]).toMatch(/^- 2 × Pegs: €50\.00 can be refunded\. Within 30 days/);
  expect(lines.slice(3)).toEqual(['In all at most €329.00.', 'What you paid for delivery is not part of this request.']);
});

test.each(shop.wording.map(({ locale }) => locale))('promises nobody in passing, and leaves no hole: %s', (locale) => {
  const late = eligibility({ order: arrived, policy: refunds, history: untouched, today: new Date('2027-06-01T00:00:00Z') });
  const unsure = eligibility({ order: arrived, policy: refunds, history: { ...untouched, known: false }, today });
  const [first] = verdicts;
  const drafts = [verdicts, late, unsure].map((of) => explain(of, about(locale)));
  for (const draft of [...drafts, ...(first ? [explainAutomatic(first, about(locale))] : [])]) {
    expect(draft.kind === 'text' && draft.text).toMatch(/FW-10023/);
    expect(JSON.stringify(draft)).not.toMatch(/[{}]\w+\}|: \.|\(\)/);
    const checks = guard({ draft, articles: new Map(), orderVerified: true });
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
  }
});

test('says nothing where a text is missing', () => {
  expect(explain(verdicts, { ...about('en'), policy: refundPolicy(), say: () => '' })).toEqual({ kind: 'none' });
});
