import { z } from 'zod';
import { ordinary } from '../case.ts';
import { toCel } from '../expression.ts';
import type { Moment } from '../schema.ts';
import { closedSet, factNames, type Mentions, type Names } from './facts.ts';

export type Value = string | number | bigint | boolean | readonly string[];

/** Set by later stages; before a draft nobody has looked. See worker/turn/turn.ts. */
const notYet = (fact: string): boolean =>
  /^guard\./.test(fact) ||
  ['order.status', 'order.verified', 'order.missing', 'refund.eligible', 'refund.amount', 'refund.automatic'].includes(fact) ||
  ['knowledge.found', 'knowledge.confidence', 'knowledge.article', 'knowledge.stale', 'knowledge.near', 'knowledge.chosen'].includes(fact);

const usual = toCel(ordinary);

/** The value of a fact when nothing special is going on. */
export function usualOf(fact: string): unknown {
  return fact
    .split('.')
    .reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), usual);
}

/**
 * Values of a fact that are enough to find out whether expressions can be true: of texts each that is compared with and one
 * that is not, of numbers each that is compared with and its neighbours. `null` where the fact cannot change at this moment.
 */
export function domainOf(fact: string, moment: Moment, { compared, numbers, opened }: Mentions, names: Names): readonly Value[] {
  const schema = unwrapped(factNames.get(fact));
  if (moment === 'before-draft' && notYet(fact)) {
    const value = usualOf(fact);
    if (isValue(value)) return [value];
  }
  if (schema instanceof z.ZodBoolean) return [false, true];
  const texts = [...new Set(compared.filter((one) => one.fact === fact).map(({ text }) => text))];
  const closed = closedSet(fact, names);
  if (schema instanceof z.ZodArray) return subsets(closed ?? ['en', ...texts]);
  if (schema instanceof z.ZodNumber) return numbersFor(schema, numbers);
  if (closed === null) return [...new Set(['', 'something else', ...texts])];
  if (opened.has(fact)) return closed;
  const known = texts.filter((text) => closed.includes(text));
  const other = closed.find((text) => !known.includes(text));
  return other === undefined ? known : [...known, other];
}

function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  return schema instanceof z.ZodDefault ? unwrapped(schema.unwrap()) : schema;
}

const isValue = (value: unknown): value is Value =>
  ['string', 'number', 'bigint', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every((one) => typeof one === 'string'));

function subsets(texts: readonly string[]): string[][] {
  return texts.slice(0, 4).reduce<string[][]>((all, text) => all.flatMap((one) => [one, [...one, text]]), [[]]);
}

/** Two numbers may be compared with each other, so that each gets values around all of the others. */
function numbersFor(schema: z.ZodNumber, mentioned: readonly number[]): Value[] {
  const step = schema.isInt ? 1 : 1 / 64;
  const around = [0, schema.isInt ? 2 : 0.5, ...mentioned].flatMap((value) => [value - step, value, value + step]);
  const whole = schema.isInt ? around.filter(Number.isInteger) : around;
  const fitting = [...new Set(whole)].filter((value) => schema.safeParse(value).success && value >= (schema.isInt ? 0 : -1));
  return fitting.sort((a, b) => a - b).map((value) => (schema.isInt ? BigInt(value) : value));
}
