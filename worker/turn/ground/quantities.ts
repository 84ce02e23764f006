import { numberWords } from './number-words.ts';
import { type Piece, piecesOf } from './numerals.ts';
import { isMoney, plainly, type Unit, unitOf, working, workingAfter } from './units.ts';

/** A number with what it counts. */
export interface Quantity {
  text: string;
  /** In the first unit of its class; several where it can be read in several ways. */
  values: number[];
  /** As it is written, without its unit: cells of a table have none. */
  raw: number[];
  /** A class of units, `clock` (minutes of a day) or `count`. */
  of: string;
  /** The words behind a count. */
  nouns: string[];
  /** Names a part of something, as in "passage 2" and "step 3". */
  label?: boolean;
  /** Whether more or less is meant: "at least", "up to". */
  bound: 'least' | 'most' | null;
}

const most =
  /(?:\b(?:up to|at (?:the )?most|no more than|not more than|less than|fewer than|within|under|below|maximum(?: of)?|max\.?|before|until|no later than|lighter than|shorter than|smaller than|younger than|not exceed(?:ing)?|bis zu|höchstens|maximal|hasta|como máximo|jusqu'à|au maximum|fino a|al massimo|até|no máximo|tot|maximaal|hoogstens)\s+(?:an?\s+|the\s+)?(?:€|eur|\$|£)?\s*)$/i;
const least =
  /(?:\b(?:at least|at a minimum|minimum(?: of)?|min\.?|no less than|not less than|no fewer than|more than|over|above|after|heavier than|longer than|larger than|older than|taller than|exceed(?:s|ing)?|starting (?:at|from)|mindestens|ab|al menos|como mínimo|au moins|au minimum|almeno|pelo menos|no mínimo|minstens|minimaal)\s+(?:an?\s+|the\s+)?(?:€|eur|\$|£)?\s*)$/i;
const atLeastBehind =
  /^\s*(?:\p{L}+\s+){0,2}(?:or (?:more|older|longer|over|above|heavier|later)|and (?:over|above|more|older)|(?:old )?or older|plus)\b|^\+/iu;
const joins = new Set([
  '-',
  '–',
  '—',
  'to',
  'or',
  'and',
  'bis',
  'oder',
  'und',
  'a',
  'o',
  'y',
  'e',
  'à',
  'ou',
  'et',
  'tot',
  'of',
  'en',
  '/',
  'x',
  '×',
]);

export function quantitiesOf(text: string, language: string): Quantity[] {
  const words = numberWords(language);
  if (!words.pattern.test(text)) return [];
  const pieces = piecesOf(text, words);
  const found: { quantity: Quantity; at: number; open: boolean }[] = [];
  for (const [i, piece] of pieces.entries()) {
    if (!piece.values) {
      half(pieces, i, found);
      continue;
    }
    // "2nd" counts nothing: checks/ordinals.ts.
    if (/^(?:st|nd|rd|th)$/i.test(pieces[i + 1]?.text ?? '') && pieces[i + 1]?.at === piece.at + piece.text.length) continue;
    const clock = clockAt(pieces, i);
    if (clock === 'taken') continue;
    if (clock) {
      found.push({ quantity: { ...clock, bound: boundAt(text, piece) }, at: i, open: false });
      continue;
    }
    const { unit, behind } = unitAt(pieces, i);
    const [value] = piece.values;
    // "one" is mostly no number: "this one", "one of them".
    if (piece.spelled && value !== undefined && value <= 1 && !unit) continue;
    const plus = /^(?:half|halb|medio|demi)/i.test(pieces[i + 2]?.text ?? '') && pieces[i + 1]?.text === 'and' ? 0.5 : 0;
    const values = piece.values.map((one) => (one + plus) * (unit?.amount ?? 1));
    const nouns = unit ? [] : nounsFrom(pieces, i + 1);
    const quantity: Quantity = {
      text: piece.text,
      values,
      raw: piece.values,
      of: unit?.of ?? 'count',
      nouns,
      bound: boundAt(text, piece, pieces[behind]),
      ...(isLabel(pieces, i) && { label: true }),
    };
    found.push({ quantity, at: i, open: !unit });
  }
  // "2 to 4 working days", "EUR 90 to 1,500": what only one of them names, both have.
  for (let n = found.length - 2; n >= 0; n--) {
    const [one, next] = [found[n], found[n + 1]];
    if (one?.open && next && next.at - one.at === 2 && joins.has((pieces[one.at + 1]?.text ?? '').toLowerCase()))
      share(one.quantity, next.quantity, one);
  }
  for (let n = 1; n < found.length; n++) {
    const [one, before] = [found[n], found[n - 1]];
    if (one?.open && before && !before.open && isMoney(before.quantity.of) && one.at - before.at <= 2 && one.quantity.nouns.length === 0)
      share(one.quantity, before.quantity, one);
  }
  return found.map(({ quantity }) => quantity);
}

const labels = /^(?:passages?|sources?|documents?|references?|steps?|options?|tips?|points?|no|number|#)$/i;
/** "passages 1 and 3". */
function isLabel(pieces: readonly Piece[], i: number): boolean {
  if ((pieces[i]?.values?.[0] ?? 99) > 20) return false;
  for (let n = i - 1; n >= Math.max(0, i - 6); n--) {
    const piece = pieces[n];
    if (labels.test(piece?.text ?? '')) return true;
    if (!piece?.values && !/^(?:,|&|and|to|-|–)$/.test(piece?.text ?? '')) return false;
  }
  return false;
}

function share(to: Quantity, from: Quantity, open: { open: boolean }): void {
  if (to.of !== 'count') return;
  const unit = from.of === 'clock' || from.of === 'count' ? 1 : (from.values[0] ?? 0) / (from.raw[0] || 1);
  to.values = to.values.map((value) => (from.of === 'clock' && value <= 24 ? value * 60 : value * (unit || 1)));
  to.of = from.of;
  to.nouns = from.nouns;
  if (from.of !== 'count') open.open = false;
}

/** "half an hour", "half the price". */
function half(pieces: readonly Piece[], i: number, found: { quantity: Quantity; at: number; open: boolean }[]): void {
  const one = single(pieces, i);
  if (one) return void found.push({ quantity: one, at: i, open: false });
  if (
    !/^(?:half|halbe|halben|media|demi|mezza|mezz'ora|meia|half)$/i.test(pieces[i]?.text ?? '') ||
    pieces[i - 1]?.text.toLowerCase() === 'and'
  )
    return;
  const next = /^(?:an?|-|une?|ein(?:e|er)?|um|uma|un)$/i.test(pieces[i + 1]?.text ?? '') ? 2 : 1;
  const unit = unitOf(pieces[i + next]?.text.toLowerCase());
  if (unit?.of !== 'time' && unit?.of !== 'month') return;
  found.push({
    quantity: { text: `half ${pieces[i + next]?.text}`, values: [unit.amount / 2], raw: [0.5], of: unit.of, nouns: [], bound: null },
    at: i,
    open: false,
  });
}

/** "takes a week", "within an hour". */
function single(pieces: readonly Piece[], i: number): Quantity | null {
  if (!/^(?:an?|une|eine[rnm]?|una|uma)$/i.test(pieces[i]?.text ?? '') || !lasts.test(pieces[i - 1]?.text ?? '')) return null;
  const unit = unitOf(pieces[i + 1]?.text.toLowerCase());
  if (unit?.of !== 'time' && unit?.of !== 'month') return null;
  return { text: `a ${pieces[i + 1]?.text}`, values: [unit.amount], raw: [], of: unit.of, nouns: [], bound: null };
}
const lasts = /^(?:takes?|within|in|after|needs?|lasts?|least|most|innerhalb|nach|dans|durante|dentro|binnen)$/i;

function unitAt(pieces: readonly Piece[], i: number): { unit: Unit | undefined; behind: number } {
  const word = (n: number) => pieces[n]?.text.toLowerCase() ?? '';
  const before = unitOf(word(i - 1));
  if (before && (isMoney(before.of) || word(i - 1) === '%')) return { unit: before, behind: i };
  let at = i + 1;
  if (word(at) === '-') at++;
  while (plainly.has(word(at))) at++;
  if (word(at) === 'per' && word(at + 1) === 'cent') return { unit: unitOf('%'), behind: at + 1 };
  if (/^(?:por|pour|per)$/.test(word(at)) && /^(?:ciento|cent|cento)$/.test(word(at + 1))) return { unit: unitOf('%'), behind: at + 1 };
  if (working.has(word(at)) && unitOf(word(at + (word(at + 1) === '-' ? 2 : 1)))?.of === 'time')
    return { unit: { of: 'workday', amount: 1 }, behind: at + 1 };
  const unit = unitOf(word(at));
  if (unit?.of === 'time' && workingAfter.has(word(at + 1))) return { unit: { of: 'workday', amount: 1 }, behind: at + 1 };
  // A lone letter is a unit only right behind digits: "5 m", not "five m".
  if (unit && /^[a-z]$/.test(word(at)) && pieces[i]?.spelled) return { unit: undefined, behind: i };
  return { unit, behind: unit ? at : i };
}

/** "10:00", "2 pm", "14h30", "8 Uhr". */
function clockAt(pieces: readonly Piece[], i: number): Omit<Quantity, 'bound'> | 'taken' | null {
  const word = (n: number) => pieces[n]?.text.toLowerCase() ?? '';
  const value = (n: number) => pieces[n]?.values?.[0];
  if (word(i - 1) === ':' && value(i - 2) !== undefined && pieces[i]?.at === (pieces[i - 1]?.at ?? 0) + 1) return 'taken';
  if (/^(?:h|uhr)$/.test(word(i - 1)) && value(i - 2) !== undefined && pieces[i]?.at === (pieces[i - 1]?.at ?? 0) + 1) return 'taken';
  let hours = value(i);
  if (hours === undefined || pieces[i]?.spelled) return null;
  let minutes = 0;
  let at = i + 1;
  const colon = word(at) === ':' && value(at + 1) !== undefined && pieces[at + 1]?.at === (pieces[at]?.at ?? 0) + 1;
  const h = word(at) === 'h' && value(at + 1) !== undefined && pieces[at + 1]?.at === (pieces[at]?.at ?? 0) + 1;
  const dotted = /^\d{1,2}\.\d\d$/.exec(pieces[i]?.text ?? '');
  if (colon || h) {
    minutes = value(at + 1) ?? 0;
    at += 2;
  }
  const suffix = word(at) === 'p' || word(at) === 'a' ? `${word(at)}${word(at + 2)}` : word(at);
  const said = /^(?:am|pm|uhr|o'clock)$/.test(suffix);
  if (dotted && said) [hours = 0, minutes = 0] = (pieces[i]?.text ?? '').split('.').map(Number);
  if (!colon && !h && !said) return null;
  if (suffix === 'pm' && hours < 12) hours += 12;
  if (suffix === 'am' && hours === 12) hours = 0;
  return hours > 24 || minutes > 59
    ? null
    : {
        text: pieces[i]?.text ?? '',
        values: [hours * 60 + minutes],
        raw: minutes === 0 ? [hours, hours - 12] : [],
        of: 'clock',
        nouns: [],
      };
}

function nounsFrom(pieces: readonly Piece[], from: number): string[] {
  const nouns: string[] = [];
  for (let i = from; i < from + 4; i++) {
    const word = pieces[i]?.text.toLowerCase() ?? '';
    if (word === '-' && i === from) continue;
    if (!/^\p{L}{2,}/u.test(word) || stops.has(word)) break;
    nouns.push(word);
  }
  return nouns;
}
const stops = new Set(
  'of in on at by for to from and or with per is are was were will can as if when than that which a an the you we it de en der die das und von la el du des di da do e y et op van het be has have do not until after before within between through may might must should could would shall also not only'.split(
    ' ',
  ),
);

function boundAt(text: string, piece: Piece, last?: Piece): Quantity['bound'] {
  const before = text.slice(Math.max(0, piece.at - 28), piece.at);
  const behind = text.slice((last ?? piece).at + (last ?? piece).text.length, (last ?? piece).at + (last ?? piece).text.length + 24);
  if (least.test(before) || atLeastBehind.test(behind)) return 'least';
  return most.test(before) ? 'most' : null;
}
