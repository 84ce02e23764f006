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

/** Small letters of the languages we write patterns for. */
const letters = 'a-z\\u00aa\\u00b5\\u00ba\\u00df-\\u00f6\\u00f8-\\u017f';

/**
 * Patterns are written case-insensitive over \p{L}; the engine gets small letters of Latin languages and lower-cased
 * text. The flags "iu" over all letters of Unicode cost a new isolate 200 ms of compiling at its first message (workerd,
 * 2026).
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
