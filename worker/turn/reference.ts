/** Order number and e-mail address as customers write them. Numbers are compared without case, spaces and hyphens. */
const numbers = /(?<![\p{L}\p{N}@.])(?:#\s?)?(?:([a-z]{1,4})(\s?[-‐-―_]\s?|\s)?)?(\d{4,12})(?![\p{L}\p{N}@])/giu;
const email = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;

/** "no. 10023": what announces a number, in the seven languages, is no part of it. */
const announced = /(?<!\p{L})(?:no|nr|num|n[º°o]?)\s?[.:#]\s?(?=[a-z]{0,4}[-‐-―_\s]?\d)/giu;
/** "in 2026", "was 10023": short words before a number that are no prefix of it. */
const words =
  /^(?:in|of|on|at|by|to|for|is|it|its|no|nr|num|the|my|was|are|and|or|code|paid|cost|over|with|from|here|than|only|till|tel|call|size|gas|x|am|um|ab|bis|von|und|ist|war|mit|für|en|de|le|la|el|es|et|est|du|des|pour|por|para|del|con|van|voor|het|met|om|op|per|di|da|do|em|e|y|a|o|i)$/iu;
/** "EN 13537", "ISO 9001": norms. */
const norms = /^(?:en|iso|din|ean|vat|ust|ip|ce)$/iu;

export interface OrderMention {
  number: string;
  email: string;
}

export function orderMention(text: string): OrderMention {
  const address = email.exec(text)?.[0] ?? '';
  const rest = (address === '' ? text : text.replace(address, ' ')).replace(announced, ' ');
  let bare = '';
  for (const { index, 1: prefix = '', 2: gap = '', 3: digits = '' } of rest.matchAll(numbers)) {
    if (prefix !== '' && norms.test(prefix)) continue;
    // A space makes it "tent 2000" more often than a number, unless there are as many digits as in one.
    const isPrefix = prefix !== '' && !words.test(prefix) && (/\S/.test(gap) || gap === '' || (prefix.length > 1 && digits.length > 4));
    if (isPrefix) return { number: canonicalNumber(prefix + digits), email: address.toLowerCase() };
    // Four digits are a year or an amount; digits behind digits are part of a telephone number.
    const goesOn = prefix === '' && /[\d+][\s/-]?$/.test(rest.slice(0, index));
    if (bare === '' && digits.length > 4 && !goesOn) bare = digits;
  }
  return { number: bare, email: address.toLowerCase() };
}

export const canonicalNumber = (number: string) => number.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();

/** What counts of an order number: its digits, so that leaving out "FW-" neither hides an order nor buys more attempts. */
export const digitsOf = (number: string) => number.replace(/\D/g, '');

/** Whether a customer's number is that of an order. Letters that were given have to fit. */
export function sameNumber(given: string, number: string): boolean {
  const [one, other] = [canonicalNumber(given), canonicalNumber(number)];
  return one === other || (/^\d+$/.test(one) && one === digitsOf(other));
}
