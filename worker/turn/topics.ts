import type { Topic } from '../../policy/schema.ts';

/** A topic with its patterns ready to run. Compiled once when a release is loaded. */
export interface CompiledTopic {
  topic: Topic;
  patterns: RegExp[];
  except: RegExp[];
}

export interface TopicMatch {
  topic: Topic;
  /** The words that matched. */
  words: string;
}

export function compileTopics(topics: readonly Topic[]): CompiledTopic[] {
  // All languages are tried on every message: a customer may write "agent" in any conversation.
  const compile = (patterns: Record<string, string[]>) =>
    Object.values(patterns)
      .flat()
      .map((pattern) => new RegExp(pattern, 'iu'));
  return topics.map((topic) => ({ topic, patterns: compile(topic.patterns), except: compile(topic.except) }));
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

/** Every topic that a text matches and no exception takes back. */
export function matchTopics(topics: readonly CompiledTopic[], text: string): TopicMatch[] {
  const matches: TopicMatch[] = [];
  for (const { topic, patterns, except } of topics) {
    let words: string | null = null;
    // An exception takes back the words it covers, not the whole message: "killing me" and a real danger may share one.
    const rest = except.reduce((left, pattern) => left.replace(new RegExp(pattern, 'giu'), ' ~ '), text);
    for (const pattern of patterns) {
      const match = pattern.exec(rest);
      if (match) {
        words = match[0];
        break;
      }
    }
    if (words !== null) matches.push({ topic, words });
  }
  return matches;
}
