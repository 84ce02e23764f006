import type { Message } from '../../protocol.ts';
import type { TurnRecord } from '../../turn/record.ts';
import type { Archived } from './schema.ts';
import { wordsOf } from './snapshot.ts';

/** A decision of the assistant, as far as somebody outside the desk needs it to follow a conversation. */
export interface Decision {
  id: string;
  at: string;
  question: string;
  outcome: string;
  reason: string | null;
  area: string;
  confidence: number;
  ruleIds: string[];
  release: string;
  /** False when its outcome was dropped. */
  sent: boolean;
}

/** A whole conversation as it tells of itself. */
export interface Transcript {
  about: Archived;
  messages: Message[];
  decisions: Decision[];
}

export const decisionOf = ({ id, at, question, outcome, facts, confidence, ruleIds, release, sent }: TurnRecord): Decision => ({
  id,
  at,
  question,
  outcome: outcome.kind,
  reason: outcome.kind === 'handoff' ? outcome.reason : null,
  area: facts.area,
  confidence,
  ruleIds,
  release,
  sent,
});

type Named = { site: string; customer: string } & Transcript;

/** For programs: everything that was said in order, each decision by its turn. */
export function transcriptJson({ site, customer, about, messages, decisions }: Named): object {
  const { id, label, language, state, created, updated, resolved, resolvedBy, feedback, agents } = about;
  return {
    format: 'handrail-conversation-1',
    site,
    conversation: { id, language, state, created, updated, resolved, resolvedBy, feedback, agents },
    customer: { key: customer, label },
    messages,
    decisions,
  };
}

/** For people: one paragraph a message, with who said it and by which rules. */
export function transcriptText({ site, about, messages, decisions }: Named): string {
  const made = new Map(decisions.map((decision) => [decision.id, decision]));
  const head = [
    `Conversation ${about.id} with ${about.label}`,
    `Site ${site}, language ${about.language}, began ${time(about.created)}, ${about.state}${about.resolvedBy === null ? '' : ` by ${about.resolvedBy}`}`,
  ];
  const lines = messages.map((message) => {
    const decision = message.turnId === undefined ? undefined : made.get(message.turnId);
    const rules = decision === undefined ? '' : ` [${decision.outcome}: ${decision.ruleIds.join(', ') || 'no rule'}]`;
    const words = wordsOf(message.body).trim().split('\n');
    return [`${time(message.at)}  ${speaker(message, about.label)}${rules}`, ...words.map((one) => `    ${one}`)].join('\n');
  });
  return `${[...head, '', ...lines].join('\n')}\n`;
}

const time = (iso: string) => `${iso.slice(0, 19).replace('T', ' ')} UTC`;

function speaker({ author }: Message, customer: string): string {
  if (author.kind === 'agent') return `${author.name} (person)`;
  if (author.kind === 'customer') return `${customer} (customer)`;
  return author.kind === 'assistant' ? 'Assistant' : 'System';
}
