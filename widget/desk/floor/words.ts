import type { OutcomeKind } from '../../../policy/schema.ts';
import type { FloorReport } from '../../../worker/desk/floor-schema.ts';
import { count } from '../ui/time.ts';
import type { Standing } from './view.ts';

const percent = (part: number, whole: number): string => `${Math.floor((part / whole) * 100)} %`;

/** The assistant's share, rounded down: never "100 %" where one conversation needed somebody. */
export function shareText({ hours, conversations, handedOver }: FloorReport): string {
  if (conversations === 0) return `Nobody has written in the last ${hours} hours.`;
  const alone = conversations - handedOver;
  return `${percent(alone, conversations)} of ${count(conversations, 'conversation')} in ${hours} hours went without a person.`;
}

const parts: readonly (readonly [OutcomeKind, string])[] = [
  ['answer', 'answered'],
  ['clarify', 'asked back'],
  ['decline', 'declined'],
  ['handoff', 'handed over'],
];

/** Its turns by how they ended; what did not happen is left out. */
export const outcomesText = ({ outcomes }: FloorReport): string =>
  parts.flatMap(([outcome, words]) => (outcomes[outcome] ? [`${outcomes[outcome]} ${words}`] : [])).join(', ');

export function standingText({ breached, nearing }: Standing): string {
  const said = [...(breached === 0 ? [] : [`${breached} late`]), ...(nearing === 0 ? [] : [`${nearing} soon due`])];
  return said.length === 0 ? 'All in time' : said.join(', ');
}
