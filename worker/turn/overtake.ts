import { isBelow } from '../../policy/autonomy.ts';
import type { Policy, Say } from '../../policy/bundle.ts';
import { lastResort } from './outcome.ts';
import type { TurnRecord } from './record.ts';
import { inForce, PAUSED_RULE, type Standing } from './standing.ts';
import type { Turned } from './turn.ts';

/** Only words of the assistant's own can come too late: a refusal and a handoff stay what they are. */
const answers = ({ outcome }: TurnRecord): boolean => outcome.kind === 'answer' || outcome.kind === 'clarify';
export const speaks = (record: TurnRecord): boolean =>
  answers(record) || record.also !== undefined || (record.outcome.kind === 'handoff' && record.outcome.shows !== undefined);

/**
 * A draft in flight when its area was paused or lowered does not go out: people take over, and the record keeps the draft.
 * The level that was in force when the turn began is in its facts.
 */
export function overtake<T extends Pick<Turned, 'record'>>(
  turned: T,
  standing: Standing,
  policy: Policy,
  say: Say,
): T | { record: TurnRecord; next: null; filing: null } {
  const { record } = turned;
  if (!answers(record)) return { ...turned, record: withoutStopped(record, standing, policy) };
  const now = inForce(policy.matrix, record.facts.area, standing);
  if (!now.paused && !isBelow(now.autonomy, record.facts.autonomy)) return turned;
  const rule = policy.rules.find(({ id }) => id === PAUSED_RULE)?.then;
  const text = say(rule?.say ?? 'handoff.paused') || lastResort;
  return {
    record: {
      ...record,
      facts: { ...record.facts, autonomy: now.autonomy, paused: true },
      outcome: { kind: 'handoff', reason: 'paused', text, priority: rule?.priority ?? 3, team: rule?.team ?? 'care' },
      ruleIds: [PAUSED_RULE],
      matched: [{ ruleId: PAUSED_RULE, moment: 'before-send', outcome: 'handoff' }, ...record.matched],
    },
    // The customer saw nothing that the next message could lean on.
    next: null,
    filing: null,
  };
}

/** What a message to people was answered with on the way, where the assistant may still answer. */
function withoutStopped({ also = [], ...rest }: TurnRecord, standing: Standing, { matrix }: Policy): TurnRecord {
  const stopped = (area: string) => {
    const { paused, autonomy } = inForce(matrix, area, standing);
    return paused || autonomy !== 'autopilot';
  };
  const record = stopped(rest.facts.area) ? withoutShown(rest) : rest;
  const left = also.filter(({ area = 'faqs' }) => !stopped(area));
  return left.length > 0 ? { ...record, also: left } : record;
}

/** A handoff without the order that would have been shown before it. */
function withoutShown(record: TurnRecord): TurnRecord {
  if (record.outcome.kind !== 'handoff') return record;
  const { shows: _, ...outcome } = record.outcome;
  return { ...record, outcome };
}

/** The site could not be asked whether the assistant may still speak: it does not. */
export function unasked<T extends Pick<Turned, 'record'>>(turned: T, say: Say): T | { record: TurnRecord; next: null; filing: null } {
  const { also: _, ...record } = turned.record;
  if (!answers(record)) return { ...turned, record: withoutShown(record) };
  const text = say('handoff.tool-failure') || lastResort;
  return {
    record: {
      ...record,
      outcome: { kind: 'handoff', reason: 'tool-failure', text, priority: 2, team: 'care' },
      ruleIds: [],
      fault: 'the site could not be asked whether the area is paused',
    },
    next: null,
    filing: null,
  };
}
