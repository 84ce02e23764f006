import { z } from 'zod';
import { plainText } from '../../../kb/blocks.ts';
import type { Body, Message } from '../../protocol.ts';
import type { Stored } from '../../rooms/conversation-store.ts';
import { customerLabel } from '../../rooms/mirror.ts';
import type { Archived } from './schema.ts';

/** What the list tells of a turn: little, so that a conversation which falls quiet does not read all it has ever thought. */
export const decidedSchema = z.object({ sent: z.boolean(), ruleIds: z.array(z.string()), facts: z.object({ area: z.string() }) });
type Decided = z.infer<typeof decidedSchema>;

/** Characters of a conversation that can be searched, the customer's and the others'. */
const most = { asked: 20_000, said: 40_000 };
const shortest = 200;
/** "You're welcome" is no answer: the last words of a person that are longer than this. */
const farewell = 40;
const answerLength = 400;

/** What is kept of a conversation for the list of past ones. Nothing of it is new: the conversation has it all. */
export function archivedOf(stored: Stored, messages: readonly Message[], turns: readonly Decided[]): Archived {
  const { conversation, context, identity, feedback } = stored;
  const { handoff, state, agent } = conversation;
  const sent = turns.filter((turn) => turn.sent);
  const by = (kind: 'customer' | 'assistant' | 'agent') => messages.filter(({ author }) => author.kind === kind);
  const words = (list: readonly Message[]) => list.map(({ body }) => clean(wordsOf(body)));
  const [customer, assistant, people] = [by('customer'), by('assistant'), by('agent')];
  const spoken = messages.filter(({ author }) => author.kind !== 'system');
  const ended = messages.findLast(({ body }) => body.type === 'notice' && body.code === 'resolved');
  return {
    id: conversation.id,
    revision: conversation.revision + (messages.at(-1)?.seq ?? 0),
    identity: identity?.id ?? null,
    visitor: conversation.visitor,
    label: clean(customerLabel(stored)),
    language: handoff?.language ?? context.language,
    state,
    created: conversation.createdAt,
    updated: messages.at(-1)?.at ?? conversation.createdAt,
    resolved: state === 'resolved' ? (ended?.at ?? null) : null,
    // Only who has a conversation can resolve it, and a customer cannot while a person has it.
    resolvedBy: state === 'resolved' ? (agent ? 'person' : 'customer') : null,
    reason: handoff?.reason ?? null,
    area: handoff?.area ?? sent.at(-1)?.facts.area ?? null,
    team: handoff?.team ?? null,
    priority: handoff?.priority ?? null,
    rules: [...new Set(sent.flatMap(({ ruleIds }) => ruleIds))],
    agents: peopleIn(people, agent),
    feedback,
    first: shortened(words(customer)[0] ?? '', shortest),
    last: shortened(words(spoken.slice(-1))[0] ?? '', shortest),
    counts: { customer: customer.length, assistant: assistant.length, agent: people.length },
    answer: shortened(answerOf(words(people)), answerLength),
    asked: bounded(words(customer), most.asked),
    said: bounded(words([...assistant, ...people].sort((a, b) => a.seq - b.seq)), most.said),
  };
}

/** The words of a message, whatever its form, with the number of an order that it shows. */
export function wordsOf(body: Body): string {
  if (body.type === 'answer') return plainText(body.blocks);
  if (body.type === 'choices') return [body.text, ...body.choices.map(({ title }) => `- ${title}`)].join('\n');
  if (body.type === 'order') return `${body.text}\n${body.order.number}`;
  return body.text;
}

function peopleIn(messages: readonly Message[], agent: { id: string; name: string } | null): { id: string; name: string }[] {
  const known = new Map<string, string>();
  for (const { author } of messages) if (author.kind === 'agent') known.set(author.id, author.name);
  if (agent) known.set(agent.id, agent.name);
  return [...known].map(([id, name]) => ({ id, name }));
}

const answerOf = (words: readonly string[]) => words.findLast(({ length }) => length >= farewell) ?? words.at(-1) ?? '';

/** Signs that no text needs are spaces: two of them mark what was found. */
const clean = (text: string) => text.replace(/[^\P{Cc}\n]/gu, ' ');

export function shortened(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}

/** How a long conversation begins and how it ends say what it is about. */
function bounded(words: readonly string[], length: number): string {
  const text = words.join('\n');
  return text.length > length ? `${text.slice(0, length / 2)}\n${text.slice(-length / 2)}` : text;
}
