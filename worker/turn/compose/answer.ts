import { type Decision, evaluate } from '../../../policy/evaluate.ts';
import { admits } from '../../../policy/guard-eval.ts';
import { modelDefaults } from '../../../policy/model.ts';
import type { Facts } from '../../../policy/schema.ts';
import type { ModelCall, ModelPort } from '../../ports/model/port.ts';
import type { Engine } from '../../release/engine.ts';
import { GUARD } from '../ground/ground.ts';
import { guard } from '../guard.ts';
import type { Consulted } from '../knowledge.ts';
import type { TurnInput } from '../turn.ts';
import { compose, type Outcome } from './compose.ts';
import { judgedFrom } from './judged.ts';
import { mayQuote, quotesOf } from './quotes.ts';

export interface ToCompose {
  engine: Engine;
  model: ModelPort;
  input: Pick<TurnInput, 'question' | 'context'>;
  facts: Facts;
  decision: Decision;
  found: Consulted;
  today: string;
  say?: (text: string | null) => void;
}

/**
 * The answer in a model's words, where it may have them: the rules would send approved text, its owner lets it be said
 * otherwise, and either people read the draft first or the guard has shown that it misses next to nothing. Null: nothing was asked.
 */
export async function composedAnswer(asked: ToCompose): Promise<Outcome | null> {
  const { engine, model, input, found, decision, today, say } = asked;
  const facts = { ...asked.facts, knowledge: found.facts };
  const { language } = facts;
  if (!mayQuote(found.article ?? undefined, language, today)) return null;
  const speaks = decision.outcome === 'answer';
  const { judge } = (engine.policy.model ?? modelDefaults).uses;
  if (speaks && !admits(engine.policy.guardEval, GUARD, judge ? model.name : null)) return null;
  const would = { ...facts, autonomy: 'autopilot' as const, guard: { checked: true, passed: true } };
  if (evaluate(engine.rules, 'before-send', would, today).outcome !== 'answer') return null;
  const passages = quotesOf(found.passages, engine.articles, { language, today });
  const history = input.context.recent.map((text) => ({ by: 'customer' as const, text }));
  const calls: ModelCall[] = [];
  const outcome = await compose({
    model,
    input: { question: found.asked ?? input.question, passages, language, history, voice: engine.policy.tone?.voice ?? [] },
    articles: engine.articles,
    refuse: async (draft, before) => {
      const verdicts = guard({
        draft,
        question: input.question,
        language,
        articles: engine.articles,
        orderVerified: false,
        tone: engine.tone,
      });
      const failed = verdicts.find(({ passed }) => !passed);
      if (failed) return { reason: failed.detail, mend: true };
      // A call costs money and a moment, so the judge reads only what the guard let through.
      return judge ? judgedFrom({ model, articles: engine.articles, calls }, draft, before) : null;
    },
    ...(speaks && say && { say }),
  });
  return { ...outcome, calls: [...outcome.calls, ...calls] };
}
