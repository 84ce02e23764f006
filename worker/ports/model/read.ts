import type { z } from 'zod';
import { failed, fault, type RemoteFault, type Tried } from '../fault.ts';
import { MAX_ANSWER } from './limits.ts';

/** Makes a value out of text that comes in pieces. */
export interface Reader<T> {
  /** A fault ends the reading: what follows cannot mend it. */
  take(text: string): RemoteFault | null;
  end(): Tried<T>;
}

const unread = () => fault('bad-answer', 'the model answered what does not fit its schema', true);
const endless = () => fault('bad-answer', `the model answered more than ${MAX_ANSWER} characters`);

/** Some services put JSON between fences as if it were for a page, whatever they are told. */
const opening = /^\s*(?:```(?:json)?\s*)?/;
const closing = /\s*(?:```)?\s*$/;

/** One value, at the end. */
export function wholeReader<T>(schema: z.ZodType<T>): Reader<T> {
  let all = '';
  return {
    take(text) {
      all += text;
      return all.length > MAX_ANSWER ? endless() : null;
    },
    end() {
      const parsed = schema.safeParse(parse(all.replace(opening, '').replace(closing, '')));
      return parsed.success ? { ok: true, value: parsed.data } : { ok: false, fault: unread() };
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The elements of `{"<key>": [ … ]}`, each handed out once its last bracket is there and it fits the schema. Looks at every
 * character once.
 */
export function listReader<T>(key: string, schema: z.ZodType<T>, most: number, found: (element: T) => RemoteFault | null): Reader<T[]> {
  const head = new RegExp(`${opening.source}\\{\\s*"${key}"\\s*:\\s*\\[$`);
  const elements: T[] = [];
  let all = '';
  let at = 0;
  /** Brackets that are open; the list itself is the second one. */
  let depth = 0;
  let start = -1;
  let quoted = false;
  let escaped = false;
  /** Where the list ended. */
  let done = -1;

  function bracket(sign: string): RemoteFault | null {
    if (sign === '{' || sign === '[') {
      depth++;
      if (depth === 2) return head.test(all.slice(0, at + 1)) ? null : unread();
      if (depth === 3 && start === -1) start = at;
      return null;
    }
    depth--;
    if (depth === 1) done = at;
    if (depth !== 2) return depth < 1 ? unread() : null;
    const parsed = schema.safeParse(parse(all.slice(start, at + 1)));
    start = -1;
    if (!parsed.success || elements.length === most) return unread();
    elements.push(parsed.data);
    return found(parsed.data);
  }
  function step(sign: string): RemoteFault | null {
    if (quoted) {
      if (!escaped && sign === '"') quoted = false;
      escaped = !escaped && sign === '\\';
      return null;
    }
    if (depth === 2 && !/[\s,{\]]/.test(sign)) return unread();
    if (sign === '"') quoted = true;
    return /[{}[\]]/.test(sign) ? bracket(sign) : null;
  }
  return {
    take(text) {
      all += text;
      if (all.length > MAX_ANSWER) return endless();
      for (; at < all.length && done === -1; at++) {
        const wrong = step(all[at] ?? '');
        if (wrong) return wrong;
      }
      return null;
    },
    end() {
      const whole = done !== -1 && elements.length > 0 && /^\s*\}\s*(?:```)?\s*$/.test(all.slice(done + 1));
      return whole
        ? { ok: true, value: elements }
        : failed('bad-answer', 'the model broke off, or answered what does not fit its schema', true);
    },
  };
}
