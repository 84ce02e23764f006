import type { Facts } from '../../../policy/schema.ts';
import { privacyTitle } from '../queue/due.ts';
import { count } from '../ui/time.ts';
import { reasonWords, title } from '../words.ts';

export interface FactLine {
  term: string;
  value: string;
  /** Worth a second look. */
  alert: boolean;
}

/** The facts in reading order. Those that say "nothing special" are left out, so that what is there stands out. */
export function factLines(facts: Facts): FactLine[] {
  const { topic, sentiment, safety, injection, privacy, order, conversation, knowledge, guard } = facts;
  const lines: (FactLine | null)[] = [
    line('Area', `${title(facts.area)}, ${facts.autonomy}${facts.paused ? ', paused' : ''}`, facts.paused),
    topic.id === '' ? null : line('Topic', `${title(topic.id)} (${percent(topic.confidence)})`),
    line('Language', facts.language),
    line(
      'Sentiment',
      `${sentiment.negative ? 'negative' : sentiment.score > 0.2 ? 'positive' : 'neutral'} (${signed(sentiment.score)})`,
      sentiment.negative,
    ),
    safety.matched ? line('Safety', title(safety.kind), true) : null,
    facts.asksForHuman ? line('Asks for', 'a person', true) : null,
    injection.matched
      ? line(
          'Injection',
          `attempt suspected (${percent(injection.score)})${injection.attempts > 1 ? `, ${count(injection.attempts, 'attempt')} so far` : ''}`,
          true,
        )
      : null,
    privacy.matched ? line('Privacy', privacyTitle(privacy.type), true) : null,
    facts.smalltalk === '' ? null : line('Small talk', facts.smalltalk),
    order.needed || order.reference !== '' || order.status !== 'none'
      ? line('Order', orderText(order), alertStatus.has(order.status))
      : null,
    line('Knowledge', knowledgeText(knowledge, facts.language, guard.checked), knowledge.stale),
    guard.checked ? line('Guard', guard.passed ? 'passed' : 'blocked the draft', !guard.passed) : null,
    line('Turns', turnsText(conversation), conversation.failures > 0),
  ];
  return lines.filter((candidate) => candidate !== null);
}

const alertStatus: ReadonlySet<Facts['order']['status']> = new Set(['refused', 'exhausted', 'unavailable']);

function line(term: string, value: string, alert = false): FactLine {
  return { term, value, alert };
}

function orderText(order: Facts['order']): string {
  const said = {
    none: order.needed ? 'wanted, not looked up' : 'mentioned, not looked up',
    incomplete: `needs ${order.missing.join(' and ') || 'more'}`,
    verified: 'verified',
    refused: 'number and e-mail did not match',
    exhausted: 'too many failed look-ups',
    unavailable: 'order system did not answer',
  }[order.status];
  const late = order.overdue ? ', really late' : '';
  return order.reference === '' ? said : `${order.reference}, ${said}${late}`;
}

function knowledgeText(knowledge: Facts['knowledge'], language: string, looked: boolean): string {
  if (!knowledge.found) return looked && knowledge.locales.length === 0 ? `no article in “${language}”` : 'no passage';
  const enough = unreachable(knowledge.threshold) ? `, ${NEVER}` : ` of ${percent(knowledge.threshold)} needed`;
  const parts = [`${knowledge.article}, ${percent(knowledge.confidence)}${enough}`];
  if (knowledge.chosen) parts.push('chosen by the customer');
  if (knowledge.near > 0) parts.push(`one of ${knowledge.near} close together`);
  if (knowledge.stale) parts.push('past its review date');
  return parts.join(', ');
}

function turnsText({ turns, failures, returnedFrom, clarified }: Facts['conversation']): string {
  const parts = [turns === 0 ? 'the first' : `${count(turns, 'turn')} before`];
  if (clarified) parts.push('asked back which article is meant');
  if (failures > 0) parts.push(count(failures, 'failure'));
  if (returnedFrom !== '') parts.push(`returned from “${reasonWords[returnedFrom]}”`);
  return parts.join(', ');
}

/** In whole percent, but nothing short of certain is called that: 99.7 % is not 100 %. */
export function percent(share: number): string {
  const whole = Math.round(share * 100);
  return whole === 100 && share < 1 ? `${(Math.floor(share * 1_000) / 10).toFixed(1)} %` : `${whole} %`;
}

/** A language in which nothing is known about how often answers are right has a threshold that nothing reaches. */
export const unreachable = (threshold: number): boolean => threshold > 1;
export const NEVER = 'in this language none is sure enough yet';

/** What stands over the passages that were found. */
export const passagesTitle = (threshold: number): string => `Passages, ${unreachable(threshold) ? NEVER : `${percent(threshold)} needed`}`;
const signed = (score: number): string => `${score > 0 ? '+' : ''}${score.toFixed(1)}`;
