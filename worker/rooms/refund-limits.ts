import type { ApproverRole, RefundLimits } from '../../policy/refunds.ts';
import { money } from '../turn/refund/money.ts';
import type { Approver, Obstacle, RefundDecision, RefundRequest } from './refund-schema.ts';

/** What was approved already, in the request's currency. Read in the transaction that decides. */
export interface Spent {
  customer: number;
  day: number;
  order: number;
  /** What was paid for the whole order, less what the shop gave back by itself. */
  ceiling: number;
}

const roles: readonly ApproverRole[] = ['agent', 'lead', 'admin'];

/**
 * Why this decision may not be taken; null if it may. Pure, so that what the desk shows beforehand and what the ledger does
 * cannot differ. An approver of null is the policy itself, for whom the automatic limit counts.
 */
export function obstacle(
  request: RefundRequest,
  decision: RefundDecision,
  person: Approver | null,
  limits: RefundLimits | undefined,
  spent: Spent,
): Obstacle | null {
  const no = (why: Obstacle['why'], message: string): Obstacle => ({ why, message });
  if (request.status !== 'open') return no('decided', told(request));
  if (decision.seen !== request.revision) return no('changed', `${told(request)} Look at it again before you decide.`);
  if (decision.action === 'reject') return null;
  const amount = decision.action === 'change' ? decision.amount : request.amount;
  const say = (value: number) => money(value, request.currency, 'en');
  if (amount > request.paid) return no('more-than-paid', `Only ${say(request.paid)} was paid for it.`);
  if (decision.action === 'change') return null;

  if (amount === 0) return no('nothing', 'There is nothing to approve. Change the amount, with a reason, or reject it.');
  if (!limits) return no('no-limits', `The policy has no limits for ${request.currency}. Add them to refunds.yaml and publish.`);
  if (spent.order + amount > spent.ceiling)
    return no('more-than-paid', `${say(Math.max(0, spent.ceiling - spent.order))} is left of what was paid for the whole order.`);
  if (person && ownException(request, person.id))
    return no('own-exception', 'You asked for more than the policy gives. Somebody else has to approve that.');
  const high = aboveRole(amount, person, limits);
  if (high) return high;
  const { per_customer: customer, per_day: day } = limits;
  if (spent.customer + amount > customer.amount)
    return no(
      'customer-cap',
      `This customer was given ${say(spent.customer)} of at most ${say(customer.amount)} in ${customer.days} days.`,
    );
  if (spent.day + amount > day) return no('day-cap', `${say(spent.day)} of at most ${say(day)} was approved today (UTC). Try tomorrow.`);
  return null;
}

/** Four eyes: whoever filed it, or ever asked for more than the policy gives, does not approve that. */
function ownException({ history, amount, eligibleAmount }: RefundRequest, person: string): boolean {
  const filed = history.some((step) => step.what === 'filed' && step.by?.id === person);
  const raised = history.some((step) => step.what === 'changed' && step.amount > eligibleAmount && step.by?.id === person);
  return filed || (amount > eligibleAmount && raised);
}

function aboveRole(amount: number, person: Approver | null, { approval, automatic_up_to }: RefundLimits): Obstacle | null {
  if (!person) return amount <= (automatic_up_to ?? 0) ? null : { why: 'above-all-limits', message: 'A person has to approve this.' };
  if (amount <= approval[person.role]) return null;
  const who = roles.find((role) => amount <= approval[role]);
  if (who === 'lead') return { why: 'needs-lead', message: 'This is above your limit. A lead has to approve it.' };
  if (who === 'admin') return { why: 'needs-admin', message: 'This is above your limit. An admin has to approve it.' };
  return { why: 'above-all-limits', message: 'This is above the limit of everybody here.' };
}

/** What happened to a request last, for whoever looks at an older card of it. */
export function told(request: RefundRequest): string {
  const last = request.history.at(-1);
  if (!last) return '';
  const who = last.by?.name ?? (last.what === 'filed' ? 'The assistant' : 'The policy');
  const amount = money(last.amount, request.currency, 'en');
  if (last.what === 'changed') return `${who} changed the amount to ${amount}.`;
  if (last.what === 'rejected') return `${who} rejected it: ${last.reason}`;
  return `${who} ${last.what} ${amount}.`;
}

/** Whether a decision is the repetition of the one that stands: a retry whose answer was lost. */
export function isRepeated(request: RefundRequest, decision: RefundDecision, person: Approver): boolean {
  const last = request.history.at(-1);
  if (decision.action === 'approve') return request.status === 'approved';
  const same = last?.by?.id === person.id && last.reason === decision.reason;
  if (decision.action === 'reject') return same && last?.what === 'rejected';
  return same && last?.what === 'changed' && last.amount === decision.amount && request.revision === decision.seen + 1;
}
