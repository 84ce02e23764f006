import type { TurnRecord } from './record.ts';
import type { Context } from './triage.ts';
import type { NextContext } from './turn.ts';

/** How many of the customer's messages triage may look back on. */
const remembered = 5;

export function startContext(language: string): Context {
  return {
    language,
    turns: 0,
    failures: 0,
    returnedFrom: '',
    recent: [],
    order: { asking: false, number: '', email: '' },
    asked: false,
  };
}

/** The context after a turn. The cause a conversation came back from is forgotten once one turn has passed. */
export function advance(context: Context, record: TurnRecord, next: NextContext): Context {
  return {
    ...next,
    turns: context.turns + 1,
    returnedFrom: '',
    recent: [...context.recent, record.question].slice(-remembered),
    asked: false,
  };
}
