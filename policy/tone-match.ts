/**
 * Finds forbidden phrases in a text. Without imports, because the desk runs it as well, while somebody types.
 */
export interface ToneRule {
  kind: string;
  /** What to say instead. */
  hint: string;
  /** By language. Words as they are written, without regard to case, kind of apostrophe or width of a gap. */
  phrases: Readonly<Record<string, readonly string[]>>;
  /** By language. Regular expressions over small letters with plain apostrophes. */
  patterns: Readonly<Record<string, readonly string[]>>;
}

export interface ToneFinding {
  kind: string;
  hint: string;
  /** The words as they stand in the text, and where. */
  said: string;
  start: number;
  end: number;
}

export interface CompiledTone {
  rule: ToneRule;
  expression: RegExp;
}

/** Letters of the languages that phrases are written in. Classes over all of Unicode cost a new isolate too much compiling. */
const letter = '[a-z\\u00df-\\u00f6\\u00f8-\\u024f]';

/** Every language is tried on every text: an agent may write in any, and no phrase of one is harmless in another. */
export function compileTone(rules: readonly ToneRule[]): CompiledTone[] {
  return rules.flatMap((rule) => {
    const phrases = Object.values(rule.phrases).flat().map(asExpression);
    const sources = [...phrases, ...Object.values(rule.patterns).flat()];
    if (sources.length === 0) return [];
    return [{ rule, expression: new RegExp(`(?<!${letter})(?:${sources.join('|')})(?!${letter})`, 'gu') }];
  });
}

/** What a text says that it should not, from its beginning on. The places are those of the text as it was given. */
export function toneFindings(tone: readonly CompiledTone[], text: string): ToneFinding[] {
  const read = small(text);
  const found = tone.flatMap(({ rule: { kind, hint }, expression }) =>
    [...read.matchAll(expression)].map(({ 0: words, index }) => {
      const end = index + words.length;
      return { kind, hint, said: text.slice(index, end), start: index, end };
    }),
  );
  return found.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Small letters and plain apostrophes, character for character. The one letter that would become two is replaced before. */
const small = (text: string) =>
  text
    .replace(/İ/g, 'I')
    .toLowerCase()
    .replace(/[‘’ʼ`´]/g, "'");

const asExpression = (phrase: string) =>
  small(phrase)
    .trim()
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
