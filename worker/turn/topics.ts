import type { Topic } from '../../policy/schema.ts';

/** A topic with its patterns ready to run. Compiled once when a release is loaded. */
export interface CompiledTopic {
  topic: Topic;
  patterns: RegExp[];
  except: RegExp[];
}

export interface TopicMatch {
  topic: Topic;
  /** The words that matched, in small letters. */
  words: string;
}

export function compileTopics(topics: readonly Topic[]): CompiledTopic[] {
  // All languages are tried on every message: a customer may write "agent" in any conversation.
  const compile = (patterns: Record<string, string[]>, flags: string) =>
    Object.values(patterns)
      .flat()
      .map((pattern) => new RegExp(lowered(pattern), flags));
  return topics.map((topic) => ({ topic, patterns: compile(topic.patterns, ''), except: compile(topic.except, 'g') }));
}

/**
 * Small letters of the languages we write patterns for, and those of the other scripts in use: "hello, где мой заказ?" is
 * no greeting and nothing else. Greek, Cyrillic, Armenian, Hebrew, Arabic, Indic, Thai, Georgian, kana, Han and Hangul.
 */
const letters = [
  'a-z\\u00aa\\u00b5\\u00ba\\u00df-\\u00f6\\u00f8-\\u02af\\u1e00-\\u1fbc',
  '\\u0370-\\u037d\\u037f-\\u0481\\u048a-\\u0559\\u0561-\\u0587\\u05d0-\\u05ea\\u0620-\\u064a\\u0671-\\u06d3',
  '\\u0904-\\u0939\\u0985-\\u0db8\\u0e01-\\u0e30\\u10d0-\\u11ff\\u3041-\\u3096\\u30a1-\\u30fa\\u3400-\\u9fff\\uac00-\\ud7a3',
].join('');

/**
 * Patterns are written case-insensitive over \p{L}; the engine gets these ranges and lower-cased text. The flags "iu" over
 * all letters of Unicode cost a new isolate 200 ms of compiling at its first message (workerd, 2026).
 */
function lowered(pattern: string): string {
  let inClass = false;
  return pattern.replace(/\\p\{L\}|\\.|[[\]]|[^\\[\]]+/gu, (part) => {
    if (part === '[') inClass = true;
    if (part === ']') inClass = false;
    if (part === '\\p{L}') return inClass ? letters : `[${letters}]`;
    return part.startsWith('\\') ? part : part.toLowerCase();
  });
}

/** Plain apostrophes, NFKC, no invisible characters: what patterns are written for. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Mn}]/gu, (mark) => (/\p{Mn}/u.test(mark) ? mark : ''))
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * Every topic that a text matches and no exception takes back. An exception takes back the words it covers, not the
 * whole message: "this price is killing me" and a real danger may share one. Exceptions are tried only after a match,
 * because most messages match nothing.
 */
export function matchTopics(topics: readonly CompiledTopic[], original: string): TopicMatch[] {
  const text = original.toLowerCase();
  return topics.flatMap(({ topic, patterns, except }) => {
    const hit = (words: string) => patterns.map((pattern) => pattern.exec(words)?.[0]).find((match) => match !== undefined);
    let words = hit(text);
    if (words !== undefined && except.length > 0) {
      words = hit(except.reduce((left, pattern) => left.replace(pattern, ' ~ '), text));
    }
    return words === undefined ? [] : [{ topic, words }];
  });
}

/** Whether a topic is found in a text, for checking a policy: each topic is compiled when it is first asked about. */
export function recognizing(): (topic: Topic, text: string) => boolean {
  const compiled = new Map<Topic, CompiledTopic[]>();
  return (topic, text) => {
    const ready = compiled.get(topic) ?? compileTopics([topic]);
    compiled.set(topic, ready);
    return matchTopics(ready, plain(text)).length > 0;
  };
}
