import type { TurnRecord } from '../turn/record.ts';
import type { TurnContext } from '../turn/refund/asked.ts';
import { replyText } from '../turn/reply.ts';
import { advance, settled, startContext } from '../turn/session.ts';
import type { Turned } from '../turn/turn.ts';
import type { Difference, Side } from './gate-schema.ts';

/** A recorded turn, as far as it can be asked again. */
export interface Recorded {
  id: string;
  question: string;
  language: string;
  /** The customer pressed the button for a person, which has no words. */
  asked: boolean;
  returnedFrom: TurnContext['returnedFrom'];
}

/** Asks one release one turn. */
export type Ask = (input: Recorded & { context: TurnContext }) => Promise<Turned>;

/** One conversation with one release: each turn knows the ones before it, as this release ended them. */
export type Player = (turn: Recorded) => Promise<TurnRecord | null>;

export interface Compared {
  turn: string;
  before: Side;
  after: Side;
  articles: { before: string | null; after: string | null };
  /** Null: both end the turn alike. */
  change: Difference['change'] | null;
}

export function player(ask: Ask): Player {
  let context: TurnContext | null = null;
  return async (turn) => {
    const known: TurnContext = { ...(context ?? startContext(turn.language)), asked: turn.asked, returnedFrom: turn.returnedFrom };
    try {
      const { record, next } = await ask({ ...turn, context: known });
      const after = advance(known, record, next);
      // A person took it from there; what comes next was written after that person was done.
      context = record.outcome.kind === 'handoff' ? settled(after) : after;
      return record;
    } catch {
      return null;
    }
  };
}

/** The same questions, in order, to both. */
export async function replay(turns: readonly Recorded[], active: Player, candidate: Player): Promise<Compared[]> {
  const compared: Compared[] = [];
  for (const turn of turns) {
    const [one, other] = [await active(turn), await candidate(turn)];
    const [before, after] = [sideOf(one), sideOf(other)];
    const articles = { before: articleOf(one), after: articleOf(other) };
    const same = JSON.stringify(before) === JSON.stringify(after);
    const change = !same ? 'decision' : articles.before !== articles.after ? 'article' : wordsOf(one) !== wordsOf(other) ? 'words' : null;
    compared.push({ turn: turn.id, before, after, articles, change });
  }
  return compared;
}

/** A turn that fails is a handoff, as it would be in the worker. */
function sideOf(record: TurnRecord | null): Side {
  if (record === null) return { outcome: 'handoff', reason: 'tool-failure', rule: '', area: '' };
  const { outcome, ruleIds, facts } = record;
  return { outcome: outcome.kind, reason: outcome.kind === 'handoff' ? outcome.reason : '', rule: ruleIds[0] ?? '', area: facts.area };
}

/** Sent or waiting for a person to send it. */
const articleOf = (record: TurnRecord | null): string | null => (record?.draft.kind === 'verbatim' ? record.draft.articleId : null);
const wordsOf = (record: TurnRecord | null): string =>
  record === null ? '' : `${replyText(record.outcome)}\n${record.draft.kind === 'verbatim' ? JSON.stringify(record.draft.blocks) : ''}`;
