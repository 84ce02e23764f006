import { type Article, isCurrent } from '../../kb/schema.ts';
import type { Facts } from '../../policy/schema.ts';
import type { EmbedPort } from '../ports/embed/port.ts';
import { isInstalled } from '../ports/model/none.ts';
import type { ModelCall, ModelPort } from '../ports/model/port.ts';
import { thresholdFor } from '../release/calibration.ts';
import type { Engine } from '../release/engine.ts';
import type { Chosen, Offered } from './choice.ts';
import { followUp, inContext } from './follow-up.ts';
import { inFirstLanguage } from './locales.ts';
import { nearMisses } from './near.ts';
import type { Passage } from './record.ts';
import { retrieve } from './retrieve.ts';
import type { TurnInput } from './turn.ts';

export interface Consulted {
  passages: Passage[];
  article: Article | null;
  facts: Facts['knowledge'];
  /** Articles that may be offered because none is sure enough alone. */
  near: Offered[];
  /** The message leaned on the subject of the conversation. */
  leans: boolean;
  /** The question that the best passage was found with, where that is not the message itself. */
  asked?: string;
  /** A model was asked to say the message as a question of its own. */
  call?: ModelCall;
}

type Ports = { engine: Engine; embed: EmbedPort; model?: ModelPort };
type Asked = Pick<TurnInput, 'question' | 'at' | 'context'>;
type Reading = Pick<Consulted, 'passages' | 'leans' | 'asked' | 'call'>;

/** What the articles say to a question: the one that the customer chose, else what retrieval finds. */
export async function consult(ports: Ports, input: Asked, facts: Facts, chosen: Chosen | null): Promise<Consulted> {
  const { engine } = ports;
  const today = input.at.toISOString().slice(0, 10);
  const reading = chosen ? taken(chosen) : await read(ports, input, facts, today);
  const [best] = reading.passages;
  const article = (best && engine.articles.get(best.articleId)) ?? null;
  const { near_misses: settings } = engine.policy.matrix.defaults;
  const needed = thresholdOf(engine, article?.locale ?? facts.language, facts.area);
  // Confidences that rest on nothing are no probabilities, and their sum would say nothing.
  const asks = chosen === null && needed.evidence !== 'none';
  const near = asks ? nearMisses(reading.passages, needed.threshold, settings, engine.articles, today) : [];
  return {
    ...reading,
    article,
    near,
    facts: {
      ...facts.knowledge,
      ...needed,
      found: article !== null,
      confidence: best?.confidence ?? 0,
      article: article?.id ?? '',
      stale: article !== null && !isCurrent(article, today),
      near: near.length,
      chosen: chosen !== null,
    },
  };
}

/** The message alone; where it leans on the subject and does not stand on its own, in the context of the conversation. */
async function read({ engine, embed, model }: Ports, { question, context }: Asked, facts: Facts, today: string): Promise<Reading> {
  const { locales } = facts.knowledge;
  const needed = (locale: string | undefined) => thresholdOf(engine, locale ?? facts.language, facts.area).threshold;
  const sure = (passages: readonly Passage[]) => {
    const [best] = passages;
    return best !== undefined && best.confidence >= needed(engine.articles.get(best.articleId)?.locale);
  };
  const ask = async (text: string) => {
    const found: Passage[] = [];
    // A language is asked only when nothing in a more wanted one is sure enough.
    for (const locale of locales) {
      if (sure(found)) break;
      found.push(...(await retrieve({ ...engine, embed }, text, locale)));
      if (locales.length > 1) found.sort((a, b) => b.confidence - a.confidence);
    }
    return inFirstLanguage(found, locales, engine.articles, today);
  };
  const leaning = followUp(question, context.subject, facts.language);
  const alone = await ask(question);
  if (!leaning) return { passages: alone, leans: false };
  if (leaning.reading === 'alone-first' && sure(alone)) return { passages: alone, leans: true };
  // Where no model says it better, the question of the subject with what is new.
  const history = context.recent.map((text) => ({ by: 'customer' as const, text }));
  const said = model && isInstalled(model) ? await model.standalone({ question, history }) : null;
  const asked = said?.ok ? said.value : leaning.asked;
  const found = await ask(asked);
  const passages = inContext(leaning, alone, found, engine.articles, needed(locales[0]));
  const [best] = passages;
  return { passages, leans: true, ...(best && found.includes(best) && { asked }), ...(said && { call: said.call }) };
}

/** How sure an answer in this language and area has to be, and what that rests on. */
export function thresholdOf(engine: Pick<Engine, 'calibration' | 'area' | 'policy'>, locale: string, area: string) {
  const budget = engine.area(area)?.max_wrong_answer_rate ?? engine.policy.matrix.defaults.max_wrong_answer_rate;
  const { threshold, by } = thresholdFor(engine.calibration(locale), budget);
  return { threshold, evidence: by };
}

/** The chosen article as if it had been found: with the confidence it was offered with. */
function taken({ article: { id, title }, confidence }: Chosen): Reading {
  return { passages: [{ articleId: id, title, score: 0, confidence, matched: title }], leans: false };
}
