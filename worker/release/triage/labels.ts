import type { Examples, Topic } from '../../../policy/schema.ts';

/** A text to learn from: an example or counterexample of a topic, or an ordinary message (no topic). */
export interface Text {
  text: string;
  locale: string;
  topic: Pick<Topic, 'id' | 'kind'> | null;
  example: boolean;
}

/** What a classifier is fitted to tell apart. */
export interface Task {
  id: string;
  /** 1 where the text is one of these. */
  positive: Uint8Array;
  /** Texts to learn from; the others could be either. */
  members: Uint32Array;
  /** Counterexamples written for it: near misses. */
  near: Uint8Array;
  /** Harmless texts that were not written for it: how often it is wrong about these is what an owner sets. */
  ordinary: Uint8Array;
}

/** Examples under this name are of no topic: messages that are nothing special. */
export const ORDINARY = 'ordinary';
/** Fewer examples than these teach nothing. */
const fewest = 20;

export function textsOf(
  topics: readonly Topic[],
  examples: readonly Examples[],
  ordinary: readonly { text: string; locale: string }[],
): Text[] {
  const kinds = new Map(topics.map((topic) => [topic.id, topic.kind]));
  const listed = examples.flatMap(({ topic: id, like, unlike }) => {
    const kind = kinds.get(id);
    if (id === ORDINARY) {
      return Object.entries(like).flatMap(([locale, all]) => all.map((text): Text => ({ text, locale, topic: null, example: false })));
    }
    if (kind === undefined) return [];
    const texts = (lists: Record<string, string[]>, example: boolean) =>
      Object.entries(lists).flatMap(([locale, all]) => all.map((text): Text => ({ text, locale, topic: { id, kind }, example })));
    return [...texts(like, true), ...texts(unlike, false)];
  });
  return [...listed, ...ordinary.map(({ text, locale }): Text => ({ text, locale, topic: null, example: false }))];
}

/**
 * One task a topic, and one for danger of any kind: whether there is danger is asked first, which kind afterwards. A message can be upset
 * and about a refund, so examples of what may come together are left out rather than called the opposite.
 */
export function tasksOf(topics: readonly Topic[], texts: readonly Text[]): Task[] {
  const single = topics.map((topic) => ({ id: topic.id, kind: topic.kind, is: (other: Text['topic']) => other?.id === topic.id }));
  const kinds = [{ id: 'safety', kind: 'safety' as const, is: (other: Text['topic']) => other?.kind === 'safety' }];
  return [...kinds, ...single].flatMap(({ id, kind, is }) => {
    const positive = Uint8Array.from(texts, ({ topic, example }) => Number(example && is(topic)));
    if (positive.reduce((sum, one) => sum + one, 0) < fewest) return [];
    const near = Uint8Array.from(texts, ({ topic, example }) => Number(!example && is(topic)));
    const members = texts.flatMap((text, i) => (is(text.topic) || opposite(kind, id, text) ? [i] : []));
    const ordinary = Uint8Array.from(texts, (text) => Number(!text.example && !is(text.topic) && opposite(kind, id, text)));
    return [{ id, positive, near, ordinary, members: Uint32Array.from(members) }];
  });
}

/**
 * Whether a text of another topic says that this one does not apply. A counterexample of one may be an example of another
 * ("close my account" is no erasure request), so beside danger and tricks it says nothing.
 */
function opposite(kind: Topic['kind'], id: string, { topic: other, example }: Text): boolean {
  if (other === null) return true;
  if (kind === 'safety') return id !== 'safety' || other.kind !== 'safety';
  if (kind === 'injection') return true;
  if (kind === 'sentiment') return !example && (other.kind === 'topic' || other.kind === 'injection');
  if (!example) return false;
  // Who is upset or in danger may want a refund or a person as well.
  return other.kind !== 'sentiment' && other.kind !== 'safety' && !(kind === 'human' && other.id === 'legal-threat');
}
