import { unitOf } from './units.ts';

/** What is right only letter for letter. */
export interface Literal {
  kind: 'url' | 'email' | 'phone' | 'code';
  text: string;
  /** As it is compared. */
  key: string;
  /** Of an address: who it belongs to. */
  host?: string;
}

const tlds =
  'com|net|org|io|example|eu|de|fr|es|it|nl|pt|at|ch|uk|co|us|shop|store|info|biz|app|dev|ly|me|to|link|site|online|club|xyz|top|gg|ru|cn|be|pl|se|no|dk|ie|ca|au|in|jp|br|tv|cc|ai|edu|gov';
const url = new RegExp(
  String.raw`\b(?:h(?:tt|xx)ps?:\/\/|ftp:\/\/|www\.)[^\s<>"|]{1,500}|\b(?:javascript|data|vbscript|mailto|tel|file):[^\s<>"|]{1,500}|(?<![@\p{L}\d.-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,6}(?:${tlds})\b(?:[/?#:][^\s<>"|]{0,500})?`,
  'giu',
);
const email =
  /(?<![\p{L}\d._%+/-])[\p{L}\d._%+-]{1,64}(?:@|\s?[([]\s?(?:at|@|ät)\s?[)\]]\s?)[\p{L}\d-]{1,63}(?:(?:\.|\s?[([]\s?(?:dot|punkt)\s?[)\]]\s?)[\p{L}\d-]{1,63}){1,4}/giu;
const phone =
  /(?<![\p{L}\d.,])(?:\+|00)?\(?\d{1,5}\)?(?:[\s./-]{1,2}\(?\d{1,7}\)?){1,7}(?![\p{L}\d])|(?<![\p{L}\d.,])\+?\d{9,15}(?![\p{L}\d])/gu;
/** Letters and digits in one word, or words wholly in capitals with a dash: FW-20931, SAVE20, EN 417. */
const code =
  /(?<![\p{L}\d])(?:(?=[\p{L}\d]*\d)(?=[\p{L}\d]*\p{L})[\p{L}\d]{3,40}|\p{Lu}[\p{Lu}\d]{0,9}(?:-[\p{Lu}\d]{2,12}){1,4}|\p{Lu}{2,4} \d{3,6})(?![\p{L}\d])/gu;
/** "30days", "5kg", "2nd", "14h00", "16GB", "8am": numbers with what they count. */
const measured = /^\d+(?:[.,]\d+)?(?:\p{Ll}{1,8}|\p{Lu}{1,2}|h\d\d)$/u;
const separated = /^(?:\p{Lu}+-)+\p{Lu}+$/u;

const schemeless = (text: string) =>
  text
    .toLowerCase()
    .replace(/^(?:h(?:tt|xx)ps?:\/\/)?(?:www\.)?/, '')
    .replace(/[.,;:!?)\]}'*_]+$/, '')
    .replace(/\/$/, '');

export function literalsOf(text: string): { literals: Literal[]; rest: string } {
  const literals: Literal[] = [];
  const take = (pattern: RegExp, from: string, make: (found: string) => Literal | null) =>
    from.replace(pattern, (found: string) => {
      const literal = make(found);
      if (literal) literals.push(literal);
      return literal ? ' '.repeat(found.length) : found;
    });
  let rest = text;
  if (/@|[([]\s?at\s?[)\]]/i.test(rest))
    rest = take(email, rest, (found) => {
      if (/:\/\//.test(found)) return null;
      const key = found
        .toLowerCase()
        .replace(/\s?[([]\s?(?:at|@|ät)\s?[)\]]\s?/, '@')
        .replace(/\s?[([]\s?(?:dot|punkt)\s?[)\]]\s?/g, '.');
      return { kind: 'email', text: found, key };
    });
  if (/[.:]/.test(rest))
    rest = take(url, rest, (found) => {
      const key = schemeless(found);
      return { kind: 'url', text: found, key, host: hostOf(key) };
    });
  if (!/\d/.test(rest) && !/\p{Lu}-\p{Lu}/u.test(rest)) return { literals, rest };
  rest = take(phone, rest, (found) => {
    const digits = found.replace(/\D/g, '');
    const long = digits.length >= 8 || (digits.length === 7 && /[-/]/.test(found));
    // Thousands, dates and years of dates are written with the same marks.
    const other =
      /^\d{1,3}(?:[.,\s]\d{3})+$/.test(found) ||
      /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$|^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$/.test(found.trim()) ||
      /^\d{4}\s?-\s?\d{4}$/.test(found.trim());
    return long && !other ? { kind: 'phone', text: found.trim(), key: digits.replace(/^00/, '') } : null;
  });
  rest = take(code, rest, (found) =>
    measured.test(found) ||
    unitOf(/^\p{L}+(?= )/u.exec(found)?.[0].toLowerCase()) !== undefined ||
    separated.test(found) ||
    /^\d+(?:st|nd|rd|th|er|ème|e|a|o)$/i.test(found)
      ? null
      : { kind: 'code', text: found, key: found.toLowerCase().replace(/[\s-]/g, '') },
  );
  return { literals, rest };
}

/** Everything before the last @ of an authority is a name somebody chose. */
function hostOf(key: string): string {
  const authority = /^[^/?#]*/.exec(key)?.[0] ?? '';
  return authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d+$/, '');
}
