import type { Say } from '../../../policy/bundle.ts';
import type { Facts } from '../../../policy/schema.ts';
import type { Order } from '../../ports/orders/schema.ts';
import type { Engine } from '../../release/engine.ts';
import type { Draft, TurnRecord } from '../record.ts';
import { linesNamed } from './asked.ts';
import { eligibility, mayBeAutomatic, type Verdict, wordsOf } from './eligibility.ts';
import { explain, explainAutomatic } from './explain.ts';
import type { RefundFiling } from './filing.ts';
import type { History, RefundLedger } from './ledger.ts';

export interface Considered {
  facts: Facts['refund'];
  /** Null where the policy says nothing about refunds: then there is nothing to file, and a person decides. */
  filing: RefundFiling | null;
  record: TurnRecord['refund'];
  draft: Draft | null;
  /** What is said if the ledger approves it without a person; null where the policy does not let it. */
  automatic: Draft | null;
}

interface Request {
  engine: Engine;
  ledger: RefundLedger;
  order: Order;
  /** The customer's words, with those before the order was proven. */
  question: string;
  turn: { id: string; conversationId: string; at: Date };
  say: Say;
  locale: string;
}

/** A refund of a proven order: what the policy and the ledger say, in words, as numbers and as what will be filed. */
export async function considerRefund({ engine, ledger, order, question, turn, say, locale }: Request): Promise<Considered> {
  const policy = engine.policy.refunds;
  const facts = { requested: true, eligible: 'needs-person' as const, amount: 0, automatic: false };
  if (!policy) return { facts, filing: null, record: undefined, draft: null, automatic: null };
  const { lines, named } = linesNamed(question, order.items);
  const history = await known(ledger, { order: order.number, email: order.email, currency: order.currency, turn: turn.id });
  const verdicts = eligibility({ order, policy, history, today: turn.at, lines });
  const about = { number: order.number, currency: order.currency, policy, say, locale };
  const [only] = verdicts;
  const limits = Object.hasOwn(policy.limits, order.currency) ? policy.limits[order.currency] : undefined;
  // Which of several things is meant must not be guessed with money.
  const clear = named || order.items.length === 1;
  const amount = verdicts.reduce((sum, one) => sum + one.amount, 0);
  // For people at the desk: in the first language of the wording, whatever the customer's is.
  const deskLocale = engine.policy.wording[0]?.locale ?? locale;
  const units = verdicts.map((one) => ({ ...one, text: wordsOf(policy, one.clause, deskLocale) }));
  // What was decided, or given back by the shop itself, gives nobody anything to decide.
  const undecided = units.filter(({ why }) => why !== 'already-decided');
  const returned = order.refunds.reduce((sum, refund) => sum + refund.amount, 0);
  const filing = {
    order: order.number,
    currency: order.currency,
    email: order.email,
    ceiling: Math.max(0, order.total - returned),
    turn: turn.id,
    conversation: turn.conversationId,
    question: question.slice(0, 4_000),
    units: undecided,
  };
  return {
    facts: { ...facts, eligible: together(verdicts), amount },
    filing: undecided.length > 0 ? filing : null,
    record: { order: order.number, currency: order.currency, total: amount, clause: deciding(verdicts), automatic: false, lines: units },
    draft: explain(verdicts, about),
    automatic: clear && only && mayBeAutomatic(verdicts, limits) ? explainAutomatic(only, about) : null,
  };
}

/** A ledger that cannot be asked makes nothing eligible; it does not stop the customer from reaching a person. */
async function known(ledger: RefundLedger, asked: Parameters<RefundLedger['history']>[0]): Promise<History> {
  try {
    return await ledger.history(asked);
  } catch (error) {
    console.error(`refund ledger failed: ${error instanceof Error ? error.message : 'unknown'}`);
    return { known: false, units: [], customerTotal: 0 };
  }
}

/** One word for all units: what they agree on, else a person. */
function together(verdicts: readonly Verdict[]): 'yes' | 'no' | 'needs-person' {
  const [first] = verdicts;
  return first && verdicts.every(({ eligible }) => eligible === first.eligible) ? first.eligible : 'needs-person';
}

/** The clause that a person should read first: of the first unit that is not simply given back. */
const deciding = (verdicts: readonly Verdict[]): string =>
  (verdicts.find(({ eligible }) => eligible !== 'yes') ?? verdicts[0])?.clause ?? '';
