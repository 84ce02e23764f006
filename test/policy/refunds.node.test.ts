import { expect, test } from 'vitest';
import { checkPolicy, policySchema, refundWording } from '../../policy/bundle.ts';
import { checkRefunds, clauseText, type RefundPolicy, refundPolicySchema } from '../../policy/refunds.ts';
import { readPolicy } from '../../worker/release/build.ts';
import { clauseOf, euros, refundPolicy } from './refund-samples.ts';
import { policy } from './samples.ts';

const check = (change: Partial<RefundPolicy> = {}) => checkRefunds(refundPolicySchema.parse(refundPolicy(change)), ['en']);
const limits = (change: Partial<RefundPolicy['limits'][string]>) => ({ limits: { EUR: { ...euros, ...change } } });

test('finds nothing wrong with a sound policy', () => {
  expect(check()).toEqual([]);
});

test('the shop’s own policy is sound, approves nothing by itself, and speaks every language of its wording', async () => {
  const { refunds, wording } = await readPolicy('policy');
  expect(
    refunds &&
      checkRefunds(
        refunds,
        wording.map(({ locale }) => locale),
      ),
  ).toEqual([]);
  expect(wording).toHaveLength(7);
  expect(Object.values(refunds?.limits ?? {}).map((one) => one.automatic_up_to)).toEqual([null, null, null]);
});

test('without the file there is no policy for refunds, and older releases have none', () => {
  const { refunds: _, ...older } = policy();
  expect(policySchema.parse(older).refunds).toBeNull();
});

test('needs its words as well', () => {
  const problems = checkPolicy(policy({ refunds: refundPolicy() }));
  expect(problems).toEqual(refundWording.map((key) => `wording/en.yaml: missing "${key}"; refunds.yaml needs it.`));
});

const twoRest = [...refundPolicy().classes, { id: 'more', title: 'More', skus: [], rest: true }];
test.each<[string, Partial<RefundPolicy>, string | string[]]>([
  [
    'an automatic limit above an agent’s',
    limits({ automatic_up_to: 10_001 }),
    'EUR: automatic_up_to 10001 is above what an agent may approve',
  ],
  [
    'an automatic limit above a customer’s',
    limits({ automatic_up_to: 5_000, per_customer: { amount: 4_000, days: 30 } }),
    'EUR: automatic_up_to 5000 is above per_customer 4000',
  ],
  ['a lead with less than an agent', limits({ approval: { agent: 9_000, lead: 8_000, admin: 9_000 } }), 'EUR: approval has to grow'],
  ['an admin with more than a day', limits({ per_day: 50_000 }), 'EUR: an admin may approve 100000, but the whole site 50000 a day'],
  [
    'a customer’s cap that no number of days reaches',
    limits({ per_customer: { amount: 9_000_000, days: 2 } }),
    'EUR: per_customer 9000000 can never be reached',
  ],
  ['no limits at all', { limits: {} }, 'limits are missing'],
  ['two classes for the rest', { classes: twoRest }, ['exactly one class needs "rest: true"', 'class "more" has no clause']],
  [
    'a class twice',
    { classes: [...refundPolicy().classes, { id: 'gift-card', title: 'Again', skus: [], rest: false }] },
    'class "gift-card" is there twice',
  ],
  [
    'a clause twice',
    { clauses: [...refundPolicy().clauses, clauseOf('excluded', { id: 'window', classes: ['gift-card'] })] },
    ['clause "window" is there twice', 'class "gift-card" is in the clauses "gifts" and "window"'],
  ],
  [
    'an unknown class',
    { clauses: [...refundPolicy().clauses, clauseOf('person', { id: 'extra', classes: ['gift-crad'] })] },
    'clause "extra": class "gift-crad" is unknown',
  ],
  ['a class without a clause', { clauses: refundPolicy().clauses.filter(({ id }) => id !== 'gifts') }, 'class "gift-card" has no clause'],
  ['a kind that is missing', { clauses: refundPolicy().clauses.filter(({ kind }) => kind !== 'once') }, '0 clauses are of the kind "once"'],
  ['a kind twice', { clauses: [...refundPolicy().clauses, clauseOf('once', { id: 'again' })] }, '2 clauses are of the kind "once"'],
])('finds %s, with the file and what to do', (_, change, expected) => {
  const problems = check(change);
  const wanted = [expected].flat();
  expect(problems).toHaveLength(wanted.length);
  for (const [i, text] of wanted.entries()) {
    expect(problems[i]?.startsWith(`refunds.yaml: ${text}`), problems[i]).toBe(true);
    expect(problems[i]).toMatch(/[;,.] .+\.$|does not\.$/);
  }
});

test('finds a clause without words in a language of the shop', () => {
  const problems = checkRefunds(refundPolicySchema.parse(refundPolicy()), ['en', 'de']);
  expect(problems).toHaveLength(refundPolicy().clauses.length);
  expect(problems[0]).toBe('refunds.yaml: clause "window" has no text in "de"; add the approved words.');
});

test.each([
  ['a fraction of a cent', { EUR: { ...euros, per_day: 10.5 } }],
  ['a negative limit', { EUR: { ...euros, approval: { agent: -1, lead: 0, admin: 0 } } }],
  ['a currency that is none', { Euro: euros }],
  ['a cap without a window', { EUR: { ...euros, per_customer: { amount: 1 } } }],
])('does not read %s', (_, given) => {
  expect(refundPolicySchema.safeParse({ ...refundPolicy(), limits: given }).success).toBe(false);
});

test('does not read a clause without words or a condition that nobody knows', () => {
  const parse = (clause: object) => refundPolicySchema.safeParse({ ...refundPolicy(), clauses: [clause] }).success;
  expect(parse({ id: 'a', kind: 'once', text: { en: '' } })).toBe(false);
  expect(parse({ id: 'a', kind: 'window', classes: ['x'], days: 30, condition: 'sealed', text: { en: 'words' } })).toBe(false);
  expect(parse({ id: 'a', kind: 'window', classes: ['x'], days: 0, condition: 'none', text: { en: 'words' } })).toBe(false);
});

test('speaks the customer’s language, then English, then any', () => {
  const clause = clauseOf('once', { text: { de: 'Einmal', en: 'Once' } });
  expect(['de', 'en', 'it', 'constructor'].map((locale) => clauseText(clause, locale))).toEqual(['Einmal', 'Once', 'Once', 'Once']);
  expect(clauseText(clauseOf('once', { text: { de: 'Einmal' } }), 'it')).toBe('Einmal');
});
