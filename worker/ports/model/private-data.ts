import { isGovernmentId } from './government-ids.ts';

/** A stretch of a text that is not for a vendor. */
export interface Found {
  start: number;
  end: number;
}

/** The same text, place for place, with digits and letters of any keyboard as plain ones. */
export function plain(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (sign) => {
    const code = sign.charCodeAt(0);
    return code >= 0xff10 ? String.fromCharCode(code - 0xfee0) : String(code & 15);
  });
}

const spans = (pattern: RegExp, text: string, fits: (match: RegExpExecArray) => boolean = () => true): Found[] =>
  [...text.matchAll(pattern)].flatMap((match) =>
    fits(match) && match[0] !== '' ? [{ start: match.index, end: match.index + match[0].length }] : [],
  );

const bare = (text: string) => text.replace(/[^\dA-Za-z]/g, '').toUpperCase();

/** ISO 13616: letters are numbers from 10, the first four signs go to the end, and the rest of dividing by 97 is 1. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(text)) return false;
  let rest = 0;
  for (const sign of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** The words after a number may look like a part of it ("… 3000 00 please"): the longest stretch that proves itself is one. */
export function ibans(text: string): Found[] {
  const found: Found[] = [];
  const begins = /(?<![\p{L}\d])[A-Za-z]{2}[ -]?\d{2}/gu;
  for (let begin = begins.exec(text); begin; begin = begins.exec(text)) {
    const rest = /^[A-Za-z\d](?:[ .-]{0,2}[A-Za-z\d]){0,33}/.exec(text.slice(begin.index))?.[0] ?? '';
    for (let length = rest.length; length >= 15; length--) {
      const ends = /[A-Za-z\d]/.test(rest[length - 1] ?? '') && !/^[\p{L}\d]/u.test(text.slice(begin.index + length));
      if (!ends || !isIban(bare(rest.slice(0, length)))) continue;
      found.push({ start: begin.index, end: begin.index + length });
      begins.lastIndex = begin.index + length;
      break;
    }
  }
  return found;
}

const stretch = /(?<![\p{L}\d])[A-Za-z\d](?:[ ./-]?[A-Za-z\d]){7,}(?![\p{L}\d])/gu;
/** No number of a person's papers has more signs, with what stands between them. */
const longest = 40;
/** "passport no. X", "Ausweisnummer: X": what follows is one, whatever it looks like. */
const papers =
  "passport|identity card|id card|id number|driving licen[cs]e|social security|ssn|national insurance|tax id|pasaporte|dni|nie|carn[eé] de conducir|passeport|carte d[’']identité|numéro fiscal|permis de conduire|reisepass|personalausweis|ausweis|führerschein|steuer-?id|sozialversicherung|passaporte|cartão de cidadão|bilhete de identidade|nif|cpf|passaporto|carta d[’']identità|codice fiscale|patente|paspoort|identiteitskaart|rijbewijs|bsn|burgerservicenummer";
const named = new RegExp(
  `(?<!\\p{L})(?:${papers})(?:s?nummer|nr|no|number)?\\.?(?:[^\\p{L}\\d]|\\p{L}{1,8}(?!\\p{L})){0,6}?[\\s:#.]((?=[A-Za-z\\d-]*\\d[A-Za-z\\d-]*\\d)[A-Za-z\\d][A-Za-z\\d-]{4,18}[A-Za-z\\d])(?![\\p{L}\\d])`,
  'giu',
);

/** Numbers of people's papers: those that prove themselves or have a shape of their own, and those that are called one. */
export function governmentIds(text: string): Found[] {
  const called = [...text.matchAll(named)].flatMap((match) => {
    const end = match.index + match[0].length;
    return match[1] ? [{ start: end - match[1].length, end }] : [];
  });
  const shaped: Found[] = [];
  for (const { start, end } of spans(stretch, text)) {
    // Words beside a number belong to the stretch as well: every run of groups is tried, the longest first.
    const groups = [...text.slice(start, end).matchAll(/[A-Za-z\d./-]+/g)];
    for (let first = 0; first < groups.length; first++) {
      for (let last = Math.min(groups.length - 1, first + longest / 2); last >= first; last--) {
        const from = start + (groups[first]?.index ?? 0);
        const to = start + (groups[last]?.index ?? 0) + (groups[last]?.[0].length ?? 0);
        if (to - from > longest || !isGovernmentId(text.slice(from, to))) continue;
        shaped.push({ start: from, end: to });
        first = last;
        break;
      }
    }
  }
  return apart([...called, ...shaped]);
}

/** In order, none inside another. */
export function apart(found: readonly Found[]): Found[] {
  const sorted = [...found].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Found[] = [];
  for (const one of sorted) if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one);
  return kept;
}

export const emails = (text: string): Found[] => spans(/[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, text);

const phone = /(?<![\p{L}\d+@.,-])(?:\+|\(\+?)?\d(?:[ .\-/()]{0,2}\d){6,16}(?![\p{L}\d@]|[.,]\d)/gu;
const date = /^(?:\d{1,2}([./-])\d{1,2}\1\d{2,4}|\d{4}([./-])\d{1,2}\2\d{1,2})/;
/** "call me on", "Telefon:" before a number. */
const calling =
  /(?:phone|mobile|cell|call|tel|text|ring|whats ?app|teléfono|móvil|llam\p{L}*|téléphone|portable|appel\p{L}*|telefon\p{L}*|handy|anruf\p{L}*|rufen|telem[oó]vel|lig\p{L}*|cellulare|chiam\p{L}*|telefoon\p{L}*|bel(?:len)?|mobiel)[^\d]{0,20}$/iu;

/** With a country code, a leading zero or brackets, in groups as people write them, or after a word for calling. */
export function phones(text: string): Found[] {
  return spans(phone, text, ({ 0: found, index }) => {
    const digits = found.replace(/\D/g, '').length;
    if (digits < 7 || digits > 15 || date.test(found)) return false;
    if (/^\(?(?:\+|00)/.test(found)) return true;
    if (calling.test(text.slice(Math.max(0, index - 40), index))) return true;
    if (/^\(?0/.test(found)) return digits >= 8;
    return /^\(?\d{3}\)?[ .-]\d{3}[ .-]\d{3,4}$/.test(found) || /^[679]\d{2}(?:[ .-]\d{2}){3}$/.test(found);
  });
}
