import type { Block, Span } from '../../../kb/blocks.ts';
import type { Choice, Draft, TurnRecord } from '../../../worker/turn/record.ts';

export interface Suggestion {
  recordId: string;
  text: string;
  /** The same with what each sentence rests on, where a model wrote it. */
  sentences: Extract<Draft, { kind: 'composed' }>['sentences'] | null;
  ruleIds: readonly string[];
  /** How sure the search was; null where nothing was looked for. */
  confidence: number | null;
  /** Where the words come from, so that whoever sends them knows what they vouch for. */
  from: string;
  /** What the assistant would have needed to send it, where it had less. */
  unsure: { confidence: number; threshold: number } | null;
  /** A check stopped it: worth reading, not worth sending unread. */
  blocked: boolean;
  /** Its area was paused or lowered while it was written. */
  stopped: boolean;
}

/** What the assistant drafted and nobody was sent: the newest such draft, unless the assistant has spoken since. */
export function suggestionOf(records: readonly TurnRecord[]): Suggestion | null {
  const record = records.at(-1);
  if (record === undefined || !keptBack(record)) return null;
  const text = draftText(record.draft);
  if (text === '') return null;
  const { confidence, draft, facts, verdicts } = record;
  const { found, threshold } = facts.knowledge;
  return {
    recordId: record.id,
    text,
    sentences: draft.kind === 'composed' ? draft.sentences : null,
    ruleIds: record.ruleIds,
    confidence: found ? confidence : null,
    from: sourceOf(record),
    // A refund worked out from its order was looked up in no article: there is nothing to be unsure of.
    unsure: found && fromKnowledge.includes(draft.kind) && confidence < threshold ? { confidence, threshold } : null,
    blocked: verdicts.some((verdict) => !verdict.passed),
    stopped: facts.paused,
  };
}

const fromKnowledge: readonly Draft['kind'][] = ['verbatim', 'composed', 'text'];

/** A draft exists and the customer never saw it. */
export function keptBack(record: TurnRecord): boolean {
  const { outcome } = record;
  const shown = outcome.kind === 'handoff' ? outcome.shows !== undefined : outcome.kind !== 'decline';
  return record.draft.kind !== 'none' && (!record.sent || !shown);
}

export function draftText(draft: Draft): string {
  if (draft.kind === 'none') return '';
  if (draft.kind === 'choose') return choiceText(draft.text, draft.choices);
  return draft.kind === 'verbatim' ? plain(draft.blocks) : draft.text;
}

/** The question with what can be answered to it. */
export const choiceText = (text: string, choices: readonly Choice[]): string =>
  [text, ...choices.map(({ title }) => `- ${title}`)].join('\n');

function sourceOf({ draft, engine }: TurnRecord): string {
  if (draft.kind === 'composed') return `Written by ${engine.model} from approved articles`;
  if (draft.kind === 'verbatim') return `Approved article “${draft.title}”`;
  if (draft.kind === 'order') return `Order ${draft.order.number}`;
  return draft.kind === 'ask' || draft.kind === 'choose' ? 'A question back' : 'Composed by the assistant';
}

/** kb/blocks.ts has the same for the worker; importing it here would bring the schema library onto the page. */
export function plain(blocks: readonly Block[]): string {
  const line = (spans: readonly Span[]) =>
    spans.map((span) => (span.href && span.href !== span.text ? `${span.text} (${span.href})` : span.text)).join('');
  return blocks
    .map((block) => {
      if (block.type === 'list')
        return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${line(item)}`).join('\n');
      if (block.type === 'table') return [block.head, ...block.rows].map((row) => row.map(line).join(' | ')).join('\n');
      return line(block.spans);
    })
    .join('\n\n');
}
