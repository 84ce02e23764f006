/**
 * Small letters of the languages we write patterns for, and those of the other scripts in use: "hello, где мой заказ?" is
 * no greeting and nothing else. Greek, Cyrillic, Armenian, Hebrew, Arabic, Indic, Thai, Georgian, kana, Han and Hangul.
 */
const letters = [
  'a-z\\u00aa\\u00b5\\u00ba\\u00df-\\u00f6\\u00f8-\\u02af\\u1e00-\\u1fbc',
  '\\u0370-\\u037d\\u037f-\\u0481\\u048a-\\u0559\\u0561-\\u0587\\u05d0-\\u05ea\\u0620-\\u064a\\u0671-\\u06d3',
  '\\u0904-\\u0939\\u0985-\\u0db8\\u0e01-\\u0e30\\u10d0-\\u11ff\\u3041-\\u3096\\u30a1-\\u30fa\\u3400-\\u9fff\\uac00-\\ud7a3',
].join('');
const one = new RegExp(`[${letters}]`);

/** What is taken for a letter in lower-cased text, by its UTF-16 code. */
export const isLetter = (code: number): boolean => (code < 128 ? code > 96 && code < 123 : one.test(String.fromCharCode(code)));

/** A pattern for lower-cased text: its own letters in small, escapes as they are. */
export const inSmall = (pattern: string): string =>
  pattern.replace(/\\p\{L\}|\\.|[^\\]+/gu, (part) => (part.startsWith('\\') ? part : part.toLowerCase()));

/**
 * Patterns are written case-insensitive over \p{L}; the engine gets these ranges and lower-cased text. The flags "iu" over
 * all letters of Unicode cost a new isolate 200 ms of compiling at its first message (workerd, 2026).
 */
export function compiled(small: string, flags = ''): RegExp {
  let inClass = false;
  const pattern = small.replace(/\\p\{L\}|\\.|[[\]]/gu, (part) => {
    if (part === '[') inClass = true;
    if (part === ']') inClass = false;
    return part === '\\p{L}' ? (inClass ? letters : `[${letters}]`) : part;
  });
  return new RegExp(pattern, flags);
}
