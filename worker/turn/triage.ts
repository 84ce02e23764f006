import type { Facts } from '../../policy/schema.ts';
import type { Offered } from './choice.ts';
import type { Subject } from './follow-up.ts';
import { detectLanguage } from './language.ts';
import { orderMention } from './reference.ts';
import { type CompiledTopic, matchTopics, plain } from './topics.ts';

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
}

export interface Triage {
  facts: Omit<Facts, 'area' | 'autonomy' | 'paused' | 'knowledge' | 'guard' | 'refund'>;
  /** Area of the strictest topic; null when the message is an ordinary question. */
  area: string | null;
  order: { number: string; email: string };
}

/** Language, topic, sentiment, safety, asks for a person, injection attempt and order reference of one message. */
export function triage(topics: readonly CompiledTopic[], question: string, context: Context): Triage {
  const text = plain(question);
  const matches = matchTopics(topics, text);
  const ofKind = (kind: string) => matches.filter((match) => match.topic.kind === kind);
  const safety = ofKind('safety')[0];
  const injection = Math.max(0, ...ofKind('injection').map((match) => match.topic.weight));
  const mention = orderMention(text);
  const topic = ofKind('topic')[0];
  const smalltalk = ofKind('smalltalk')[0]?.topic.id ?? '';

  const order = {
    number: mention.number || (context.order.asking ? context.order.number : ''),
    email: mention.email || (context.order.asking ? context.order.email : ''),
  };
  const answersTheForm = context.order.asking && (mention.number !== '' || mention.email !== '');
  const needed =
    topic?.topic.id === 'order-status' ||
    (answersTheForm && topic === undefined) ||
    (topic === undefined && (isOnlyReference(text, mention.number) || (/\p{L}/u.test(mention.number) && mention.email !== '')));
  const sentiment = sentimentOf(
    text,
    ofKind('sentiment').map((match) => match.topic.weight),
  );

  return {
    area: safety ? 'safety' : (topic?.topic.area ?? (needed ? 'order-status' : null)),
    order,
    facts: {
      language: detectLanguage(question, context.language, context.turns > 0),
      topic: { id: safety?.topic.id ?? topic?.topic.id ?? '', confidence: safety || topic ? 1 : 0 },
      sentiment,
      safety: { matched: safety !== undefined, kind: safety?.topic.id ?? '' },
      injection: { matched: injection > 0, score: injection },
      asksForHuman: context.asked || ofKind('human').length > 0,
      smalltalk: smalltalk === 'hello' || smalltalk === 'thanks' || smalltalk === 'goodbye' ? smalltalk : '',
      order: { reference: order.number, needed, verified: false, status: 'none', missing: [] },
      conversation: {
        turns: context.turns,
        failures: context.failures,
        returnedFrom: context.returnedFrom,
        clarified: context.offered.length > 0,
      },
    },
  };
}

/** "FW-10023" alone asks for that order, and so does "FW-10023 ana@example.com". */
function isOnlyReference(text: string, number: string): boolean {
  const words = text.split(/\s+/).filter((word) => !word.includes('@'));
  return number !== '' && words.length <= 3 && words.join('').replace(/[^\p{L}\p{N}]/gu, '').length <= number.length + 8;
}

/**
 * -1 (angry) to 1. Cue phrases carry their weights from the policy; shouting and repeated marks add to a cue but are
 * no anger by themselves.
 */
function sentimentOf(text: string, weights: readonly number[]): Facts['sentiment'] {
  const letters = text.replace(/[^\p{L}]/gu, '');
  const shouting = letters.length > 10 && letters.replace(/[^\p{Lu}]/gu, '').length / letters.length > 0.7;
  const marks = /[!?]{3,}/.test(text);
  const cues = weights.reduce((sum, weight) => sum + weight, 0);
  const score = -Math.min(
    1,
    cues === 0 ? (shouting && marks ? 0.6 : shouting || marks ? 0.2 : 0) : cues + (shouting ? 0.3 : 0) + (marks ? 0.2 : 0),
  );
  return { score: score === 0 ? 0 : Number(score.toFixed(2)), negative: score <= -0.5 };
}
