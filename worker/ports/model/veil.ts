import type { PromptData } from '../../../policy/prompts.ts';
import { apart, emails, type Found, governmentIds, ibans, phones, plain } from './private-data.ts';

type Kind = 'email' | 'phone' | 'iban' | 'id';
type Json = PromptData[string];

const placeholder = /<(email|phone|iban|id)-(\d+)>/g;

/**
 * Keeps from a vendor what it does not need: each value has one placeholder for a turn, and what comes back is made whole again.
 * Card numbers and passwords are not stored in the first place (worker/turn/mask.ts).
 */
export class Veil {
  readonly #finders: [Kind, (text: string) => Found[]][];
  readonly #known = new Map<string, string>();
  readonly #values = new Map<string, string>();
  readonly #count: Record<Kind, number> = { email: 0, phone: 0, iban: 0, id: 0 };

  constructor({ emails: hidesEmails, phones: hidesPhones }: { emails: boolean; phones: boolean }) {
    this.#finders = [
      ...(hidesEmails ? [['email', emails] satisfies [Kind, typeof emails]] : []),
      ['iban', ibans],
      // Before papers: a part of a number with its country's code may look like one.
      ...(hidesPhones ? [['phone', phones] satisfies [Kind, typeof phones]] : []),
      ['id', governmentIds],
    ];
  }

  /** Nobody makes us say a value by writing its placeholder: those that were there before are written otherwise. */
  hide(text: string): string {
    const open = text.replace(placeholder, '($1-$2)');
    return this.#finders.reduce((said, [kind, find]) => this.#replace(said, kind, apart(find(plain(said)))), open);
  }

  /** Every text in it. */
  hideAll(value: Json): Json {
    if (typeof value === 'string') return this.hide(value);
    if (Array.isArray(value)) return value.map((one) => this.hideAll(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.hideAll(one)]));
  }

  /** With the values again. Null: a placeholder that stands for nothing. */
  show(text: string): string | null {
    let strange = false;
    const shown = text.replace(placeholder, (whole) => {
      const value = this.#values.get(whole);
      strange ||= value === undefined;
      return value ?? whole;
    });
    return strange ? null : shown;
  }

  #replace(text: string, kind: Kind, found: readonly Found[]): string {
    let said = '';
    let at = 0;
    for (const { start, end } of found) {
      said += text.slice(at, start) + this.#name(kind, text.slice(start, end));
      at = end;
    }
    return said + text.slice(at);
  }

  /** One value written in two ways is one value; it comes back as it was written first. */
  #name(kind: Kind, value: string): string {
    const key = `${kind} ${
      kind === 'email'
        ? value.toLowerCase()
        : plain(value)
            .replace(/[^\dA-Za-z+]/g, '')
            .toUpperCase()
    }`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const name = `<${kind}-${++this.#count[kind]}>`;
    this.#known.set(key, name);
    this.#values.set(name, value);
    return name;
  }
}
