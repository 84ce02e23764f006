import { type Qa, qaOf } from '../../policy/qa.ts';
import type { Matrix } from '../../policy/schema.ts';
import type { TurnRecord } from '../turn/record.ts';

/** What is known of a turn when it is decided whether people will review it. */
export type Decided = Pick<TurnRecord, 'id' | 'facts' | 'draft' | 'outcome'>;

/** A uniform number from 0 to below 1 for a turn, always the same one. */
export type Draw = (turn: string) => Promise<number>;

/**
 * How likely a turn is to be reviewed. Each stratum has a share of its own, so that what happens rarely is seen at all; the
 * share is kept with the turn, and the estimate divides by it (worker/qa/budget.ts).
 */
export function inclusion(qa: Qa, { facts, draft, outcome }: Omit<Decided, 'id'>): number {
  // Nothing can be wrong with an approved greeting.
  if (facts.smalltalk !== '' && outcome.kind === 'answer') return 0;
  if (outcome.kind === 'handoff' && draft.kind !== 'none') return qa.drafts;
  return qa.by_outcome[outcome.kind] ?? qa.sample;
}

export async function sample(matrix: Matrix, turn: Decided, draw: Draw): Promise<NonNullable<TurnRecord['sampling']>> {
  const probability = inclusion(qaOf(matrix, turn.facts.area), turn);
  const number = await draw(turn.id);
  return { probability, draw: number, drawn: number < probability };
}

/**
 * Draws by HMAC-SHA-256 (RFC 2104) of the turn's id under a key that only this site's worker can make: nobody can tell or
 * choose what will be reviewed, and a turn that is taken up again draws the same. Without a secret everyone can compute
 * them, which is enough for turns that are only tried out.
 */
export function draws(secret: string, site: string): Draw {
  return async (turn) => {
    const mac = await crypto.subtle.sign('HMAC', await key(secret, site), new TextEncoder().encode(turn));
    // 53 bits are what a double holds exactly.
    return Number(new DataView(mac).getBigUint64(0) >> 11n) / 2 ** 53;
  };
}

const keys = new Map<string, CryptoKey>();

/** The site's key, derived from the worker's secret (HKDF, RFC 5869). */
async function key(secret: string, site: string): Promise<CryptoKey> {
  const name = `${site}\n${secret}`;
  const known = keys.get(name);
  if (known) return known;
  const encode = (text: string) => new TextEncoder().encode(text);
  const material = await crypto.subtle.importKey('raw', encode(secret), 'HKDF', false, ['deriveKey']);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encode(`handrail qa sampling ${site}`) };
  const made = await crypto.subtle.deriveKey(derivation, material, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']);
  if (keys.size > 1_000) keys.clear();
  keys.set(name, made);
  return made;
}
