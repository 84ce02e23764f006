/** Characters that a reader does not see and a model or a search does. */
export interface Hidden {
  index: number;
  name: string;
  /** It can hide or reorder words. Others are left over from editors, and an import takes them out. */
  dangerous: boolean;
}

const BIDI = /[\u202a-\u202e\u2066-\u2069]/u;
const TAG = /[\u{e0000}-\u{e007f}]/u;
const LEFTOVER = /[\u00ad\u180e\u200b\u2060-\u2064\ufeff]/u;
/** Half of a pair, as software leaves it that cuts text by length, and what terminals and databases once used. */
const BROKEN = /\p{Cs}/u;
const CONTROL = /(?![\t\n\r])\p{Cc}/u;
/** Joiners and marks of direction belong inside words of some scripts and inside emoji, and nowhere else. */
const JOINER = /[\u200c\u200d]/u;
const MARK = /[\u200e\u200f\u061c]/u;
const JOINED = /[^\p{ASCII}\p{Script=Latin}\s\p{Cf}]/u;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;
const ANY = /[\p{Cf}\p{Cs}\u{e0000}-\u{e007f}]|(?![\t\n\r])\p{Cc}/u;
/** A flag of a region, as England's: a black flag, letters as tags, an end tag. */
const REGION_FLAG = /\u{1f3f4}[\u{e0020}-\u{e007e}]{2,6}\u{e007f}/gu;

export function hiddenIn(text: string): Hidden[] {
  if (!ANY.test(text)) return [];
  const found: Hidden[] = [];
  const plain = text.replace(REGION_FLAG, (flag) => '.'.repeat(flag.length));
  const rightToLeft = RIGHT_TO_LEFT.test(text);
  let before = '';
  let index = 0;
  const signs = [...plain];
  signs.forEach((sign, i) => {
    const joins = JOINER.test(sign) && (JOINED.test(before) || before === '\ufe0f') && JOINED.test(signs[i + 1] ?? '');
    const dangerous = BIDI.test(sign) || TAG.test(sign);
    if (
      dangerous ||
      LEFTOVER.test(sign) ||
      BROKEN.test(sign) ||
      CONTROL.test(sign) ||
      (JOINER.test(sign) && !joins) ||
      (MARK.test(sign) && !rightToLeft)
    )
      found.push({ index, name: nameOf(sign), dangerous });
    before = sign;
    index += sign.length;
  });
  return found;
}

/** The text without what editors leave behind. What could hide words stays, for a person to see and decide. */
export function withoutLeftovers(text: string): string {
  const gone = new Set(hiddenIn(text).flatMap(({ index, dangerous }) => (dangerous ? [] : [index])));
  return gone.size === 0
    ? text
    : text
        .split('')
        .filter((_, i) => !gone.has(i))
        .join('');
}

function nameOf(sign: string): string {
  const code = `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  if (BIDI.test(sign)) return `a character that reorders words (${code})`;
  if (TAG.test(sign)) return `an invisible tag character (${code})`;
  if (BROKEN.test(sign)) return `half of a character (${code})`;
  return CONTROL.test(sign) ? `a control character (${code})` : `an invisible character (${code})`;
}
