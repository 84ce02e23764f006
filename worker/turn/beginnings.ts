/** Letters of a beginning that are told. More of them keep more patterns out, and make more beginnings. */
const depth = 5;
/** A class of more characters than these may as well be any. */
const widest = 12;
/** Nor are more of them told than these. */
const most = 1_000;
/** Stands in a beginning for the start of a word: a character of nobody's. */
const edge = '\ue000';

/** What a match of a part of a pattern may begin with: `whole` are all that it can match, `cut` is where more may follow. */
interface Beginnings {
  whole: ReadonlySet<string>;
  cut: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();
const nothing: Beginnings = { whole: new Set(['']), cut: none };
const anything: Beginnings = { whole: none, cut: new Set(['']) };
const oneOf = (characters: Iterable<string>): Beginnings => ({ whole: new Set(characters), cut: none });
const either = (a: Beginnings, b: Beginnings): Beginnings => ({
  whole: new Set([...a.whole, ...b.whole]),
  cut: new Set([...a.cut, ...b.cut]),
});
const andMore = ({ whole, cut }: Beginnings): Beginnings => ({ whole: none, cut: new Set([...whole, ...cut]) });

function followed(first: Beginnings, then: Beginnings): Beginnings {
  if (first === nothing) return then;
  if (then === nothing) return first;
  if (first.whole.size * (then.whole.size + then.cut.size) > most) return andMore(first);
  const whole = new Set<string>();
  const cut = new Set(first.cut);
  for (const start of first.whole) {
    const joined = (end: string) => (start + (start === '' ? end : end.replace(edge, ''))).slice(0, depth + 1);
    for (const end of then.whole) {
      const both = joined(end);
      (both.length <= depth ? whole : cut).add(both);
    }
    for (const end of then.cut) cut.add(joined(end));
  }
  return { whole, cut };
}

const letter = '\\p{L}';
/** With this nearly every pattern begins. */
const wordStart = `(?<!${letter})`;
const lookaround = /\(\?<?[=!]/y;
const group = /\((?:\?:|(?!\?))/y;
const listed = /\[(\^?)((?:\\.|[^\]\\])*)\]/y;
/** Characters that stand for themselves; the last of them without what says how often it comes. */
const literal = /[^\\^$.|?*+()[\]{}]+(?![?*+{])|[^\\^$.|?*+()[\]{}]/y;
const repeated = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y;
const passed = /\\.|\[(?:\\.|[^\]\\])*\]|[^\\[()|]+/y;

/**
 * The first letters that a match of a pattern in small letters can have, each at the start of a word, or null where that cannot be told.
 * Of a pattern's language it reads what ours are written in (characters, classes, groups, repeats, lookarounds); anything else is null.
 */
export function beginningsOf(pattern: string): ReadonlySet<string> | null {
  if (pattern.includes(edge)) return null;
  let at = 0;
  const take = (what: RegExp): RegExpExecArray | null => {
    what.lastIndex = at;
    const found = what.exec(pattern);
    if (found) at = what.lastIndex;
    return found;
  };
  const open = () => at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')';

  function alternatives(): Beginnings {
    let all = sequence();
    while (pattern[at] === '|') {
      at++;
      all = either(all, sequence());
    }
    return all;
  }

  function sequence(): Beginnings {
    let all = nothing;
    while (open() && all.whole.size > 0) all = followed(all, howOften(term()));
    pass();
    return all;
  }

  /** To the end of an alternative. */
  function pass(): void {
    while (open()) {
      if (pattern[at] === '(') {
        at++;
        passGroup();
      } else if (!take(passed)) throw new SyntaxError(`${pattern} is read up to ${at}`);
    }
  }

  function passGroup(): void {
    pass();
    while (pattern[at] === '|') {
      at++;
      pass();
    }
    at++;
  }

  function term(): Beginnings {
    const text = take(literal)?.[0];
    if (text !== undefined) return text.length > depth ? { whole: none, cut: new Set([text.slice(0, depth)]) } : oneOf([text]);
    const sign = pattern[at];
    if (sign === '.') {
      at++;
      return anything;
    }
    if (pattern.startsWith(letter, at)) {
      at += letter.length;
      return anything;
    }
    if (sign === '\\') {
      // "\." is a dot; what a letter or a digit means may be anything, and some are no character at all.
      const character = pattern[at + 1] ?? '';
      at += 2;
      return /[\p{L}\p{N}]/u.test(character) ? anything : oneOf([character]);
    }
    const list = take(listed);
    if (list) {
      const [, negated, inside = ''] = list;
      return negated !== '' || inside.length > widest || /[\\-]/.test(inside) ? anything : oneOf(inside.split(''));
    }
    if (pattern.startsWith(wordStart, at)) {
      at += wordStart.length;
      return oneOf([edge]);
    }
    if (take(lookaround)) {
      passGroup();
      return nothing;
    }
    if (!take(group)) throw new SyntaxError(`${pattern} is read up to ${at}`);
    const found = alternatives();
    at++;
    return found;
  }

  function howOften(once: Beginnings): Beginnings {
    const found = take(repeated);
    if (!found) return once;
    const [, sign, least = '', comma, limit = ''] = found;
    const some = sign === '?' || (comma ? limit : least) === '1' ? once : andMore(once);
    return sign === '?' || sign === '*' || (Number(least) === 0 && sign !== '+') ? either(nothing, some) : some;
  }

  try {
    const { whole, cut } = alternatives();
    const all = [...whole, ...cut];
    return at === pattern.length && all.every((one) => one.length > 1 && one.startsWith(edge))
      ? new Set(all.map((one) => one.slice(1)))
      : null;
  } catch {
    return null;
  }
}
