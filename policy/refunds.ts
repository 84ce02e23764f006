import { z } from 'zod';

/**
 * What a shop gives back, as data: one clause a rule, each with the words a customer reads, and the limits of money. Amounts
 * are whole numbers of a currency's minor unit (cents), and no amount is ever compared with one of another currency.
 */
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens');
const amount = z.int().nonnegative();
const some = z.int().positive();
const currency = z.string().regex(/^[A-Z]{3}$/, 'is no ISO 4217 code like EUR');
const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'is no day of a year like 12-24');

/** A class of goods. An order's item is of the class that the shop names, else of the first one with a prefix of its SKU. */
export const itemClassSchema = z.strictObject({
  id: slug,
  title: z.string().min(1),
  skus: z.array(z.string().min(1)).default([]),
  /** Takes what no other class does. Exactly one class does. */
  rest: z.boolean().default(false),
});

/** What has to be so besides the window: nothing, the goods are back (the order says so), or a person has seen them. */
export const conditionSchema = z.enum(['none', 'returned', 'unused']);

const clause = { id: slug, text: z.record(z.string().regex(/^[a-z]{2}$/), z.string().min(1)) };
const ofClasses = { classes: z.array(slug).min(1) };

export const clauseSchema = z.discriminatedUnion('kind', [
  /** Refundable within so many days after delivery. */
  z.strictObject({
    ...clause,
    ...ofClasses,
    kind: z.literal('window'),
    days: z.int().min(1).max(3_650),
    condition: conditionSchema,
    /** Orders placed between two days of a year have time until a third, where that is later. */
    season: z.strictObject({ from: monthDay, to: monthDay, until: monthDay }).optional(),
  }),
  /** Never refundable by these rules: gift cards, made to order, final sale. */
  z.strictObject({ ...clause, ...ofClasses, kind: z.literal('excluded') }),
  /** Always looked at by a person. */
  z.strictObject({ ...clause, ...ofClasses, kind: z.literal('person') }),
  /** What was paid for delivery. Not refundable: it is never part of a request. */
  z.strictObject({ ...clause, kind: z.literal('shipping'), refundable: z.boolean() }),
  /** Refunded, decided or being decided already. */
  z.strictObject({ ...clause, kind: z.literal('once') }),
  /** Not arrived yet, or cancelled. */
  z.strictObject({ ...clause, kind: z.literal('undelivered') }),
  /** A currency without limits below, or more than the limits leave. */
  z.strictObject({ ...clause, kind: z.literal('limit') }),
  /** What the order does not say clearly enough to calculate: discounts, refunds of unknown parts. */
  z.strictObject({ ...clause, kind: z.literal('unclear') }),
]);

export const roleLimitsSchema = z.strictObject({ agent: amount, lead: amount, admin: amount });

export const limitsSchema = z.strictObject({
  /** Up to this much a refund is approved without a person, where the order itself proves the condition. Null: never. */
  automatic_up_to: some.nullable().default(null),
  /** What one customer may be given back within so many days, by whomever. */
  per_customer: z.strictObject({ amount: some, days: z.int().min(1).max(3_650) }),
  /** What the whole site may give back in a day (UTC), by whomever. */
  per_day: some,
  /** The most that a person of each role may approve at once. */
  approval: roleLimitsSchema,
});

export const refundPolicySchema = z.strictObject({
  version: z.int().positive(),
  classes: z.array(itemClassSchema).min(1),
  clauses: z.array(clauseSchema).min(1),
  /** By currency. One that is not here is decided by nobody in the desk. */
  limits: z.record(currency, limitsSchema),
});

export type RefundPolicy = z.infer<typeof refundPolicySchema>;
export type ItemClass = z.infer<typeof itemClassSchema>;
export type Clause = z.infer<typeof clauseSchema>;
export type RefundLimits = z.infer<typeof limitsSchema>;
export type ApproverRole = keyof z.infer<typeof roleLimitsSchema>;

/** Kinds that say what happens everywhere, so there is exactly one clause of each. */
export const singleKinds = ['shipping', 'once', 'undelivered', 'limit', 'unclear'] as const;

/** Everything wrong with the file that its schema cannot see, each with what to do. */
export function checkRefunds(policy: RefundPolicy, locales: readonly string[]): string[] {
  const problems: string[] = [];
  const say = (text: string) => problems.push(`refunds.yaml: ${text}`);
  const { classes, clauses, limits } = policy;
  const doubled = (ids: string[]) => [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
  for (const id of doubled(classes.map((one) => one.id))) say(`class "${id}" is there twice; rename one.`);
  for (const id of doubled(clauses.map((one) => one.id))) say(`clause "${id}" is there twice; rename one.`);
  if (classes.filter((one) => one.rest).length !== 1) say('exactly one class needs "rest: true", for what no other takes.');
  for (const kind of singleKinds) {
    const found = clauses.filter((one) => one.kind === kind).length;
    if (found !== 1) say(`${found} clauses are of the kind "${kind}"; write exactly one.`);
  }
  const covered = clauses.flatMap((one) => ('classes' in one ? one.classes.map((id) => ({ clause: one.id, id })) : []));
  for (const { clause: by, id } of covered)
    if (!classes.some((one) => one.id === id)) say(`clause "${by}": class "${id}" is unknown; add it to classes or correct the name.`);
  for (const { id } of classes) {
    const by = covered.filter((one) => one.id === id);
    if (by.length === 0) say(`class "${id}" has no clause; add it to one of the kinds window, excluded or person.`);
    if (by.length > 1) say(`class "${id}" is in the clauses ${by.map((one) => `"${one.clause}"`).join(' and ')}; leave it in one.`);
  }
  for (const one of clauses)
    for (const locale of locales)
      if (!Object.hasOwn(one.text, locale)) say(`clause "${one.id}" has no text in "${locale}"; add the approved words.`);
  if (Object.keys(limits).length === 0) say('limits are missing; add one block for each currency you refund in.');
  for (const [code, one] of Object.entries(limits)) checkLimits(code, one, say);
  return problems;
}

function checkLimits(code: string, { automatic_up_to, per_customer, per_day, approval }: RefundLimits, say: (text: string) => void): void {
  const { agent, lead, admin } = approval;
  if (agent > lead || lead > admin) say(`${code}: approval has to grow from agent to lead to admin; ${agent}, ${lead}, ${admin} does not.`);
  if (admin > per_day) say(`${code}: an admin may approve ${admin}, but the whole site ${per_day} a day; lower one or raise the other.`);
  if (per_customer.amount > per_day * per_customer.days)
    say(`${code}: per_customer ${per_customer.amount} can never be reached with ${per_day} a day; lower it.`);
  if (automatic_up_to === null) return;
  if (automatic_up_to > agent)
    say(
      `${code}: automatic_up_to ${automatic_up_to} is above what an agent may approve (${agent}); a machine may not do more than a person.`,
    );
  if (automatic_up_to > per_customer.amount)
    say(`${code}: automatic_up_to ${automatic_up_to} is above per_customer ${per_customer.amount}; lower it.`);
}

/** The words of a clause in the customer's language, else in the first that there is. */
export const clauseText = (one: Clause, locale: string): string =>
  (Object.hasOwn(one.text, locale) ? one.text[locale] : undefined) ?? one.text.en ?? Object.values(one.text)[0] ?? '';
