import type { Facts, Topic } from '../../policy/schema.ts';
import type { Offered } from './choice.ts';
import type { Scores } from './classify/read.ts';
import type { Subject } from './follow-up.ts';
import { detectLanguage } from './language.ts';
import { asNamed, privacyIn } from './privacy/recognized.ts';
import { orderMention } from './reference.ts';
import { sentimentOf } from './sentiment.ts';
import { type CompiledTopic, matchTopics, plain, type TopicMatch } from './topics.ts';

/** What the conversation so far tells a new turn. */
export interface Context {
  /** Language of earlier messages, or the visitor's locale. */
  language: string;
  turns: number;
  /** Turns in a row that ended in a question back. */
  failures: number;
  /** Reason of the handoff the conversation came back from, until one turn has passed. */
  returnedFrom: Facts['conversation']['returnedFrom'];
  /** Customer's last messages before this one, oldest first. */
  recent: string[];
  /** Order details given so far while the assistant is asking for them. */
  order: { asking: boolean; number: string; email: string };
  /** The customer pressed "talk to a person". */
  asked: boolean;
  /** Articles offered by the last outcome; empty when it was anything else. */
  offered: Offered[];
  /** What a message may lean on; null when nothing was answered lately. */
  subject: Subject | null;
  /** Region of the visitor's locale: AT of `de-AT`. Empty or left out where it is not known. */
  region?: string;
  /** Attempts to change the rules, over the whole conversation. */
  attempts?: number;
  /** The order details that are asked for are of one that the customer says is late. */
  late?: boolean;
}

export interface Triage {
  facts: Omit<Facts, 'area' | 'autonomy' | 'paused' | 'knowledge' | 'guard' | 'refund'>;
  /** Area of the strictest topic; null when the message is an ordinary question. */
  area: string | null;
  order: { number: string; email: string };
}

/**
 * Language, topic, sentiment, safety, asks for a person, injection attempt and order reference of one message. A topic counts
 * if its patterns match, or if the classifier fitted on its examples is sure (`scores`); of several the strictest does.
 */
export function triage(
  topics: readonly CompiledTopic[],
  question: string,
  context: Context,
  scores: Scores = new Map(),
  language = detectLanguage(question, context.language, context.turns > 0),
): Triage {
  const text = plain(question);
  const cues = matchTopics(topics, text);
  const ofKind = (kind: Topic['kind']) =>
    topics.flatMap(({ topic }): Match[] => {
      if (topic.kind !== kind) return [];
      const cue = cues.some((match) => match.topic === topic);
      const score = scores.get(topic.id);
      return cue || score?.matched ? [{ topic, cue, confidence: cue ? 1 : (score?.probability ?? 0) }] : [];
    });
  const injection = Math.max(0, ...ofKind('injection').map((match) => (match.cue ? match.topic.weight : match.confidence)));
  const safety = dangerIn(topics, cues, scores, injection > 0);
  const mention = orderMention(text);
  const topical = ofKind('topic');
  const named = asNamed(topicOf(topical), topical);
  const smalltalk = smalltalkIn(topics, question);

  const order = {
    number: mention.number || (context.order.asking ? context.order.number : ''),
    email: mention.email || (context.order.asking ? context.order.email : ''),
  };
  const answersTheForm = context.order.asking && (mention.number !== '' || mention.email !== '');
  // Who gives the details of an order that is late still says that it is late.
  const stillLate = context.late === true && answersTheForm && (named === undefined || named.topic.id === 'order-status');
  const topic = stillLate ? lateIn(topics) : named;
  const needed =
    topic?.topic.id === 'order-status' ||
    topic?.topic.id === LATE_TOPIC ||
    (answersTheForm && topic === undefined) ||
    (topic === undefined && (isOnlyReference(text, mention.number) || (/\p{L}/u.test(mention.number) && mention.email !== '')));
  const upset = ofKind('sentiment');
  const sentiment = sentimentOf({
    text,
    recent: context.recent,
    cues: upset.filter(({ cue }) => cue).map((match) => match.topic.weight),
    // A trick sounds rude by itself, and a person would be the reward for it; a greeting is a greeting.
    fitted: injection > 0 || smalltalk !== '' ? 0 : Math.max(0, ...upset.filter(({ cue }) => !cue).map(({ confidence }) => confidence)),
  });

  return {
    area: safety !== null ? 'safety' : (topic?.topic.area ?? (needed ? 'order-status' : null)),
    order,
    facts: {
      language,
      topic: safety ?? { id: topic?.topic.id ?? '', confidence: topic?.confidence ?? 0 },
      sentiment,
      safety: { matched: safety !== null, kind: safety?.id ?? '' },
      injection: { matched: injection > 0, score: injection, attempts: (context.attempts ?? 0) + (injection > 0 ? 1 : 0) },
      privacy: privacyIn(named?.topic, scores),
      asksForHuman: context.asked || ofKind('human').length > 0,
      smalltalk: smalltalk === 'hello' || smalltalk === 'thanks' || smalltalk === 'goodbye' ? smalltalk : '',
      order: { reference: order.number, needed, verified: false, status: 'none', missing: [], overdue: false },
      conversation: {
        turns: context.turns,
        failures: context.failures,
        returnedFrom: context.returnedFrom,
        clarified: context.offered.length > 0,
      },
    },
  };
}

/** An order of theirs that the customer says is late. */
export const LATE_TOPIC = 'order-delayed';

/** The small talk of a message that is nothing else. Messages sent in a row are its lines: "hello", "hello?" is still a greeting. */
function smalltalkIn(topics: readonly CompiledTopic[], question: string): string {
  const polite = topics.filter(({ topic }) => topic.kind === 'smalltalk');
  const lines = question.split('\n').flatMap((line) => plain(line) || []);
  // Nothing that long is only polite.
  const found = lines.map((line) => (line.length > 80 ? '' : (matchTopics(polite, line)[0]?.topic.id ?? '')));
  return found.every((id) => id !== '') ? (found.at(-1) ?? '') : '';
}

function lateIn(topics: readonly CompiledTopic[]): Match | undefined {
  const late = topics.find(({ topic }) => topic.id === LATE_TOPIC);
  return late && { topic: late.topic, cue: false, confidence: 1 };
}

/** "FW-10023" alone asks for that order, and so does "FW-10023 ana@example.com". */
function isOnlyReference(text: string, number: string): boolean {
  const words = text.split(/\s+/).filter((word) => !word.includes('@'));
  return number !== '' && words.length <= 3 && words.join('').replace(/[^\p{L}\p{N}]/gu, '').length <= number.length + 8;
}

interface Match {
  topic: Topic;
  /** By a pattern, not only by likeness to examples. */
  cue: boolean;
  confidence: number;
}

/**
 * Of topics that cues name the strictest, because each of them is really there. Examples of neighbours are alike: the
 * likeliest counts there, and a stricter one only if it is about as likely. `matches` come strictest first.
 */
function topicOf(matches: readonly Match[]): Match | undefined {
  const most = Math.max(0, ...matches.map(({ confidence }) => confidence));
  const cued = matches.some(({ cue }) => cue);
  return matches.find(({ cue, confidence }) => cue || confidence >= (cued ? 0.95 : most * 0.8));
}

/**
 * Danger of any kind by a pattern or by the classifier, and its likeliest kind. A pattern is not believed where words and meaning of the
 * message both speak against it ("bleeding money"); with a trick in the same message it is.
 */
function dangerIn(
  topics: readonly CompiledTopic[],
  cues: readonly TopicMatch[],
  scores: Scores,
  tricked: boolean,
): { id: string; confidence: number } | null {
  const cue = cues.find(({ topic }) => topic.kind === 'safety');
  const any = scores.get('safety');
  if (cue && (tricked || any?.unlikely !== true)) return { id: cue.topic.id, confidence: 1 };
  if (!any?.matched) return null;
  const kinds = topics.flatMap(({ topic }) =>
    topic.kind === 'safety' ? [{ id: topic.id, confidence: scores.get(topic.id)?.probability ?? 0 }] : [],
  );
  const likeliest = kinds.sort((a, b) => b.confidence - a.confidence)[0];
  return { id: likeliest?.id ?? 'safety', confidence: any.probability };
}
