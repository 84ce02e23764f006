import { localeOf } from '../../kb/locale.ts';
import { regionOf } from '../../policy/help-lines.ts';
import type { TurnRecord } from './record.ts';
import type { TurnContext } from './refund/asked.ts';
import type { NextContext } from './turn.ts';

/** How many of the customer's messages triage may look back on. */
const remembered = 5;

/** `locale` is the visitor's: `pt-BR` speaks the language of `pt` articles. */
export function startContext(locale: string): TurnContext {
  return {
    language: localeOf(locale) ?? 'en',
    turns: 0,
    failures: 0,
    returnedFrom: '',
    recent: [],
    order: { asking: false, number: '', email: '' },
    asked: false,
    offered: [],
    subject: null,
    region: regionOf(locale),
    attempts: 0,
  };
}

/** What a person or an end has settled is not gone on with. */
export const settled = (context: TurnContext): TurnContext => ({
  ...context,
  failures: 0,
  offered: [],
  subject: null,
  refund: undefined,
  late: false,
});

/**
 * The context after a turn. The cause a conversation came back from is forgotten once one turn has passed. A turn that
 * failed knows nothing new (`next` is null).
 */
export function advance(context: TurnContext, record: TurnRecord, next: NextContext | null): TurnContext {
  return {
    ...context,
    ...(next ?? { offered: [], subject: null, refund: undefined, late: false }),
    attempts: record.facts.injection.attempts,
    turns: context.turns + 1,
    returnedFrom: '',
    recent: [...context.recent, record.question].slice(-remembered),
    asked: false,
  };
}
