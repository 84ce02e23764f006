import type { Say } from '../../../policy/bundle.ts';
import type { RefundPolicy } from '../../../policy/refunds.ts';
import type { Draft } from '../record.ts';
import { type Verdict, wordsOf } from './eligibility.ts';
import { money } from './money.ts';

interface About {
  number: string;
  currency: string;
  policy: RefundPolicy;
  say: Say;
  locale: string;
}

const total = (verdicts: readonly Verdict[]) => verdicts.reduce((sum, { amount }) => sum + amount, 0);

/** What the policy says about each item, in approved words with the numbers and the clause. */
export function explain(verdicts: readonly Verdict[], { number, currency, policy, say, locale }: About): Draft {
  const groups = new Map<string, Verdict[]>();
  for (const one of verdicts) {
    const key = JSON.stringify([one.item, one.eligible, one.clause]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const lines = [...groups.values()].flatMap((alike) => {
    const [first] = alike;
    if (!first) return [];
    const item = alike.length > 1 ? `${alike.length} × ${first.item}` : first.item;
    const amount = money(total(alike), currency, locale);
    return [`- ${say(`refund.${first.eligible}`, { item, amount, clause: wordsOf(policy, first.clause, locale) })}`];
  });
  const shipping = policy.clauses.find(({ kind }) => kind === 'shipping');
  const about = say('refund.about', { number });
  const sum = say('refund.total', { total: money(total(verdicts), currency, locale) });
  // One missing text would make a sentence with a hole: then nothing is said.
  if (about === '' || sum === '' || lines.includes('- ')) return { kind: 'none' };
  return { kind: 'text', text: [about, ...lines, sum, shipping ? wordsOf(policy, shipping.id, locale) : ''].filter(Boolean).join('\n') };
}

/** Said only once the ledger has approved it. */
export function explainAutomatic(only: Verdict, { number, currency, policy, say, locale }: About): Draft {
  const values = { number, item: only.item, total: money(only.amount, currency, locale), clause: wordsOf(policy, only.clause, locale) };
  return { kind: 'text', text: say('refund.automatic', values) };
}
