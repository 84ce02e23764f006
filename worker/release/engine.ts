import type { Article } from '../../kb/schema.ts';
import { type Policy, type Say, speaker } from '../../policy/bundle.ts';
import { type CompiledRule, compileRules } from '../../policy/evaluate.ts';
import { type Area, autonomySchema, type Topic } from '../../policy/schema.ts';
import { type CompiledTone, compileTone } from '../../policy/tone-match.ts';
import { type KnowledgeSearch, knowledgeSearch } from '../ports/search/hybrid.ts';
import type { SearchPort } from '../ports/search/port.ts';
import { SURFACE } from '../ports/search/surface.ts';
import { type MakeScan, plainScan } from '../ports/search/vectors.ts';
import type { TriageModel } from '../turn/classify/model.ts';
import { type CompiledTopic, compileTopics } from '../turn/topics.ts';
import type { Calibration } from './calibration.ts';
import type { ReleaseContent } from './format.ts';

/** A release made ready to decide turns: everything compiled once, nothing changed afterwards. */
export interface Engine {
  release: string;
  policy: Policy;
  rules: CompiledRule[];
  topics: CompiledTopic[];
  /** What recognizes topics beside their patterns; null where the policy has no examples. */
  triage: TriageModel | null;
  articles: ReadonlyMap<string, Article>;
  /** What a turn asks: the release's own search, or another driver over it. */
  search: SearchPort;
  knowledge: KnowledgeSearch;
  /** Maker of its vectors; null where none of its languages needs an embedder. */
  embedder: string | null;
  /** One a language of its knowledge. */
  calibrations: readonly Calibration[];
  calibration: (locale: string) => Calibration | undefined;
  /** Phrases that no text of the assistant may have. */
  tone: readonly CompiledTone[];
  area: (id: string) => Area | undefined;
  say: (locale: string) => Say;
  /** What the gate of the release asks, as its bytes. */
  checks: Uint8Array;
}

export type EngineResult = { ok: true; engine: Engine } | { ok: false; problems: string[] };

export function makeEngine(release: string, content: ReleaseContent, makeScan: MakeScan = plainScan): EngineResult {
  const { policy, articles, synonyms, indexes, calibrations, triage = null } = content;
  const { rules, problems } = compileRules(policy.rules);
  if (problems.length > 0) return { ok: false, problems };
  const areas = new Map(policy.matrix.areas.map((area) => [area.id, area]));
  const risks = ['high', 'medium', 'low'];
  const strictness = ({ area = '' }: Topic) => {
    const row = areas.get(area);
    return row ? autonomySchema.options.indexOf(row.autonomy) * 3 + risks.indexOf(row.risk) : 99;
  };
  const knowledge = knowledgeSearch(indexes, articles, synonyms, makeScan);
  return {
    ok: true,
    engine: {
      release,
      policy,
      rules,
      // Where a message touches two areas the stricter one decides, so it is found first.
      topics: compileTopics([...policy.topics].sort((a, b) => strictness(a) - strictness(b))),
      triage,
      articles: new Map(articles.map((article) => [article.id, article])),
      search: knowledge,
      knowledge,
      embedder: indexes.find(({ maker }) => maker !== SURFACE.name)?.maker ?? null,
      calibrations,
      calibration: (locale) => calibrations.find((one) => one.locale === locale),
      tone: compileTone(policy.tone?.forbidden ?? []),
      area: (id) => areas.get(id),
      say: (locale) => speaker(policy, locale),
      checks: content.checks ?? new Uint8Array(),
    },
  };
}
