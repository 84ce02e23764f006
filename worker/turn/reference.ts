/** Order number and e-mail address as customers write them. Numbers are compared without case, spaces and hyphens. */
const numbers = /(?<![\p{L}\p{N}@.])(?:#\s?)?(?:[a-z]{1,4}[-\s]?)?\d{4,12}(?![\p{L}\p{N}@])/giu;
const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;

export interface OrderMention {
  number: string;
  email: string;
}

export function orderMention(text: string): OrderMention {
  const address = email.exec(text)?.[0] ?? '';
  const rest = address === '' ? text : text.replace(address, ' ');
  const found = [...rest.matchAll(numbers)].map((match) => match[0]);
  // A number with letters ("FW-10023") is an order number; a bare one may be a year or an amount and comes second.
  const best =
    found.find((number) => /\p{L}/u.test(number) && !isYearOrWord(number)) ?? found.find((number) => !/^\d{4}$/.test(number)) ?? '';
  return { number: best === '' ? '' : canonicalNumber(best), email: address.toLowerCase() };
}

/** "in 2026", "of 1200": a short word and a number, not an order number. */
const isYearOrWord = (number: string) =>
  /^(?:in|of|on|at|by|to|for|is|no|nr|the|am|um|en|de|le|la|van|om|am)[\s-]?\d+$/iu.test(number) || /\s\d{4}$/.test(number);

export const canonicalNumber = (number: string) => number.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
