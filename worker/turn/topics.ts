import type { Topic } from '../../policy/schema.ts';
import { type Candidates, candidatesOf, type Pattern } from './candidates.ts';
import { compiled, inSmall } from './letters.ts';

/** A topic with its patterns ready to run. Compiled once when a release is loaded. */
export interface CompiledTopic {
  topic: Topic;
  patterns: RegExp[];
  except: RegExp[];
  /** Which patterns are worth trying on a text; one for all topics compiled together. */
  candidates: Candidates;
}

export interface TopicMatch {
  topic: Topic;
  /** The words that matched, in small letters. */
  words: string;
}

export function compileTopics(topics: readonly Topic[]): CompiledTopic[] {
  // All languages are tried on every message: a customer may write "agent" in any conversation.
  const read = (patterns: Record<string, string[]>, flags: string) =>
    Object.values(patterns)
      .flat()
      .map(inSmall)
      .map((small) => ({ small, pattern: compiled(small, flags) }));
  const all = topics.map((topic) => ({ topic, patterns: read(topic.patterns, ''), except: read(topic.except, 'g') }));
  const candidates = candidatesOf(all.flatMap(({ patterns }) => patterns));
  const ready = (list: readonly Pattern[]) => list.map(({ pattern }) => pattern);
  return all.map(({ topic, patterns, except }) => ({ topic, patterns: ready(patterns), except: ready(except), candidates }));
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
  const found = new Map<Candidates, ReadonlySet<RegExp>>();
  return topics.flatMap(({ topic, patterns, except, candidates }) => {
    const tried = found.get(candidates) ?? candidates(text);
    found.set(candidates, tried);
    let words = hit(patterns, text, tried);
    if (words !== undefined && except.length > 0) {
      const rest = except.reduce((left, pattern) => left.replace(pattern, ' ~ '), text);
      words = hit(patterns, rest, candidates(rest));
    }
    return words === undefined ? [] : [{ topic, words }];
  });
}

function hit(patterns: readonly RegExp[], text: string, tried: ReadonlySet<RegExp>): string | undefined {
  for (const pattern of patterns) {
    const match = tried.has(pattern) ? pattern.exec(text) : null;
    if (match) return match[0];
  }
  return undefined;
}

/** Whether a topic is found in a text, for checking a policy: each topic is compiled when it is first asked about. */
export function recognizing(): (topic: Topic, text: string) => boolean {
  const known = new Map<Topic, CompiledTopic[]>();
  return (topic, text) => {
    const ready = known.get(topic) ?? compileTopics([topic]);
    known.set(topic, ready);
    return matchTopics(ready, plain(text)).length > 0;
  };
}
