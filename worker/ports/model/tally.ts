import type { RemoteFault, Tried } from '../fault.ts';
import { moneyOf, type Prices, type Spent, spent } from './budget.ts';
import type { Ended } from './chat.ts';
import type { ModelCall } from './port.ts';

/** On the high side for every script: three bytes a token, and what surrounds a message. */
export const tokensOf = (text: string): number => Math.ceil(new TextEncoder().encode(text).length / 3) + 50;

/** What a call used, over its tries, for the record and the budget. */
export class Tally {
  readonly #prices: Prices | null;
  readonly #began = Date.now();
  readonly #call: Omit<ModelCall, 'ms' | 'fault'>;

  constructor(of: Pick<ModelCall, 'use' | 'prompt' | 'model'>, prices: Prices | null) {
    this.#prices = prices;
    const money = moneyOf(prices, { in: 0, out: 0 });
    this.#call = { ...of, tries: 0, tokensIn: 0, tokensOut: 0, counted: true, money, firstMs: null, sent: '' };
  }

  /** A try begins: now something leaves for the vendor. */
  sends(message: string): void {
    this.#call.tries++;
    this.#call.sent = message;
  }

  /** The first whole sentence is there. */
  first(): void {
    this.#call.firstMs ??= Date.now() - this.#began;
  }

  /** Tokens of the longest possible answer, before it is asked for. */
  most(input: number, output: number): Spent {
    return spent(input + output, moneyOf(this.#prices, { in: input, out: output }));
  }

  /** A try is over. A refusal costs nothing; what the service did not count is estimated, by what was read. */
  ended(ended: Tried<Ended>, input: number, read: number): Spent {
    const refused = !ended.ok && read === 0 && (ended.fault.kind === 'rate-limited' || ended.fault.kind === 'unavailable');
    const said = ended.ok ? ended.value.tokens : null;
    const tokens = said ?? (refused ? { in: 0, out: 0 } : { in: input, out: Math.ceil(read / 2) });
    const money = moneyOf(this.#prices, tokens);
    this.#call.counted &&= said !== null || refused;
    this.#call.tokensIn += tokens.in;
    this.#call.tokensOut += tokens.out;
    if (money !== null) this.#call.money = (this.#call.money ?? 0) + money;
    return spent(tokens.in + tokens.out, money);
  }

  call(fault?: RemoteFault): ModelCall {
    return { ...this.#call, ms: Date.now() - this.#began, ...(fault && { fault: { kind: fault.kind, why: fault.why } }) };
  }
}
