import { type Article, isCurrent } from '../../kb/schema.ts';
import type { Facts } from '../../policy/schema.ts';
import type { EmbedPort } from '../ports/embed/port.ts';
import type { Engine } from '../release/engine.ts';
import type { Chosen, Offered } from './choice.ts';
import { nearMisses } from './near.ts';
import type { Passage } from './record.ts';
import { type Retrieved, retrieve } from './retrieve.ts';
import type { TurnInput } from './turn.ts';

export interface Consulted {
  passages: Passage[];
  article: Article | null;
  facts: Facts['knowledge'];
  /** Articles that may be offered because none is sure enough alone. */
  near: Offered[];
}

/** What the articles say to a question: the one that the customer chose, else what retrieval finds. */
export async function consult(
  ports: { engine: Engine; embed: EmbedPort },
  { question, at }: Pick<TurnInput, 'question' | 'at'>,
  facts: Facts,
  chosen: Chosen | null,
): Promise<Consulted> {
  const { engine } = ports;
  const today = at.toISOString().slice(0, 10);
  const found = chosen ? taken(chosen, today) : await retrieve({ ...engine, embed: ports.embed }, question, facts.language, today);
  const { near_misses: settings, confidence_threshold: threshold } = engine.policy.matrix.defaults;
  // Confidences that nothing was fitted to are no probabilities, and their sum would say nothing.
  const asks = chosen === null && threshold.calibrated;
  const near = asks ? nearMisses(found.passages, facts.knowledge.threshold, settings, engine.articles, today) : [];
  return {
    passages: found.passages,
    article: found.article,
    facts: {
      ...facts.knowledge,
      found: found.article !== null,
      confidence: found.confidence,
      article: found.article?.id ?? '',
      stale: found.stale,
      near: near.length,
      chosen: chosen !== null,
    },
    near,
  };
}

/** The chosen article as if it had been found: with the confidence it was offered with. */
function taken({ article, confidence }: Chosen, today: string): Retrieved {
  const passage = { articleId: article.id, title: article.title, score: 0, confidence, matched: article.title };
  return { passages: [passage], confidence, article, stale: !isCurrent(article, today) };
}
