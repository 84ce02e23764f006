/** A day of a year, or of any year. */
export interface DayOfYear {
  text: string;
  month: number;
  day: number;
  year: number | null;
}

const names = [
  'january jan januar jänner enero ene janvier janv janeiro gennaio gen januari',
  'february feb februar febrero février févr fevereiro fev febbraio februari',
  'march mar märz marzo mars março maart mrt',
  'april apr abril abr avril avr aprile',
  'may mai mayo maio mag maggio mei',
  'june jun juni junio juin junho giugno giu',
  'july jul juli julio juillet julho luglio lug',
  'august aug agosto ago août',
  'september sep sept septiembre septembre setembro settembre',
  'october oct oktober okt octubre octobre outubro ottobre ott',
  'november nov noviembre novembre novembro',
  'december dec dezember dez diciembre dic décembre déc dezembro dicembre',
];
const months = new Map(names.flatMap((line, i) => line.split(' ').map((name) => [name, i + 1] as const)));
export const monthOf = (word: string): number | undefined => months.get(word.toLowerCase());

const month = `(?<![\\p{L}])(${[...months.keys()].sort((a, b) => b.length - a.length).join('|')})(?![\\p{L}])\\.?`;
const ordinal = '(?:st|nd|rd|th|er|º|ª|\\.|e)?';
/** "24 and 31 December", "15 to 24 December": the month of the last is that of all. */
const days = `((?:\\d{1,2}${ordinal}(?:\\s*(?:,|-|–|and|or|to|und|oder|bis|y|e|et|a|au|ou|o|en|tot|of)\\s*(?:the\\s+)?)){0,4}\\d{1,2})`;
const year = '(?:,?\\s+(?:de\\s+|del\\s+)?(\\d{4}))?';
const dayFirst = new RegExp(`(?<![\\d.,])${days}${ordinal}\\s*(?:of\\s+|de\\s+|di\\s+)?${month}${year}(?!\\d)`, 'giu');
const monthFirst = new RegExp(`${month}\\s+(?:the\\s+)?${days}${ordinal}(?![\\d:%])(?!\\s*(?:am|pm|%))${year}`, 'giu');
const numeric =
  /(?<![\d.,/-])(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})([./-])(\d{1,2})\5(\d{4}|\d{2})|(\d{1,2})\/(\d{1,2})|(\d{1,2})\.(\d{1,2})\.)(?![\d/])/g;

/** Dates in a text, and the text without them. Where a date can be read in two ways it is both. */
export function datesOf(text: string): { dates: DayOfYear[][]; rest: string } {
  const dates: DayOfYear[][] = [];
  if (!/\d/.test(text)) return { dates, rest: text };
  const named = (found: string, list: string, name: string, ofYear: string | undefined) => {
    const number = monthOf(name) ?? 0;
    // "You may 30 days later", "they march 5 miles".
    if (/^(?:may|march|mar)$/.test(name)) return found;
    const all = (list.match(/\d{1,2}/g) ?? []).map(Number);
    if (all.some((day) => day < 1 || day > 31)) return found;
    for (const day of all) dates.push([{ text: found.trim(), month: number, day, year: ofYear ? Number(ofYear) : null }]);
    return ' '.repeat(found.length);
  };
  const rest = text
    .replace(dayFirst, (found: string, list: string, name: string, ofYear?: string) => named(found, list, name, ofYear))
    .replace(monthFirst, (found: string, name: string, list: string, ofYear?: string) => named(found, list, name, ofYear))
    .replace(numeric, (found: string, ...parts: (string | undefined)[]) => {
      const [y, m, d, a, , b, y2, c, e, f, g] = parts;
      const one = (day?: string, of?: string, ofYear?: string): DayOfYear[] => {
        const value = {
          text: found,
          day: Number(day),
          month: Number(of),
          year: ofYear ? Number(ofYear.length === 2 ? `20${ofYear}` : ofYear) : null,
        };
        return value.day >= 1 && value.day <= 31 && value.month >= 1 && value.month <= 12 ? [value] : [];
      };
      const readings = y ? one(d, m, y) : a ? [...one(a, b, y2), ...one(b, a, y2)] : c ? [...one(c, e), ...one(e, c)] : one(f, g);
      if (readings.length === 0) return found;
      dates.push(readings);
      return ' '.repeat(found.length);
    });
  return { dates, rest };
}

/** A draft may leave the year away that its source has, but not add one. */
export const toldBy = (source: DayOfYear, draft: DayOfYear) =>
  draft.month === source.month && draft.day === source.day && (draft.year === null || draft.year === source.year);
