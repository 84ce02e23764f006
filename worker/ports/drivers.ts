import type { Limits } from './attempt.ts';
import { mismatch, nameOf } from './embed/models.ts';
import { type Embedder, type EmbedKind, type EmbedPort, notInstalled } from './embed/port.ts';
import { workersAiEmbedder } from './embed/workers-ai.ts';
import { failed, type RemoteFault } from './fault.ts';
import type { KnowledgeSearch } from './search/hybrid.ts';
import type { SearchPort } from './search/port.ts';
import { type UnitVectors, unitVectors, type VectorizeTimes } from './search/vectorize.ts';
import { unitCount, vectorizeSearch } from './search/vectorize-likeness.ts';
import { readSettings, type Settings } from './settings.ts';

export interface Drivers {
  /** Null: the embedded default. */
  embedder: Embedder | null;
  /** Null: the index inside the release. */
  vectors: ((of: { site: string; release: string; units: number }) => Promise<UnitVectors>) | null;
}
export type Picked = { ok: true; drivers: Drivers } | { ok: false; problems: string[] };

/** Other limits of time than the drivers' own: for tests. */
export interface Times {
  embed?: Partial<Record<EmbedKind, Limits>>;
  vectorize?: VectorizeTimes;
}

/** The production drivers that variables, secrets and bindings ask for (worker/ports/settings.ts). */
export function pickDrivers(env: object, times: Times = {}): Picked {
  const read = readSettings(env);
  if (!read.ok) return read;
  const { embed, search } = read.settings;
  const vectors: Drivers['vectors'] =
    search.driver === 'vectorize'
      ? (of) => unitVectors({ ...of, index: search.index, dimensions: search.dimensions, times: times.vectorize })
      : null;
  return { ok: true, drivers: { embedder: embedderOf(embed, times.embed), vectors } };
}

function embedderOf(embed: Settings['embed'], limits: Times['embed']): Embedder | null {
  if (embed.driver === 'embedded') return null;
  if (embed.driver === 'workers-ai') return workersAiEmbedder({ ai: embed.ai, model: embed.model, limits });
  const { model, apiKey, baseUrl, dimensions } = embed;
  let loaded: Promise<Embedder> | null = null;
  return {
    name: nameOf('openai', model),
    dimensions,
    async embed(texts, kind) {
      try {
        // The AI SDK is not even evaluated in a worker that does not use it.
        loaded ??= import('./embed/openai.ts').then(({ openaiEmbedder }) => openaiEmbedder({ model, apiKey, baseUrl, limits }));
        return await (await loaded).embed(texts, kind);
      } catch {
        loaded = null;
        return failed('unavailable', 'the AI SDK could not be loaded');
      }
    },
  };
}

/** Variables do not change while an isolate lives: they are read once. */
const picked = new WeakMap<object, Picked>();

function driversOf(env: object): Picked {
  const known = picked.get(env);
  if (known) return known;
  const now = pickDrivers(env);
  if (!now.ok) console.error(`drivers: ${now.problems.join(' ')}`);
  picked.set(env, now);
  return now;
}

const log = (fault: RemoteFault) => console.error(`embedder: ${fault.kind}, ${fault.why}`);
/** Has no vectors, and a name that the turn's record shows. */
const without = (name: string): EmbedPort => ({ ...notInstalled, name });

/**
 * What a turn embeds its question with: the configured embedder, or `own` where none is configured, if the release was made
 * with the same one (`released`, its name there). Anything else leaves retrieval to words and is named in the record.
 */
export function embedPort(env: object, released: string | null, own: Embedder | null = null, report = log): EmbedPort {
  const now = driversOf(env);
  if (!now.ok) return without('misconfigured');
  const embedder = now.drivers.embedder ?? own;
  if (embedder === null) return notInstalled;
  if (released === null) return without(`${embedder.name} (the release needs no embedder)`);
  if (mismatch(released, embedder.name) !== null) return without(`${embedder.name} (the release has ${released})`);
  return ofOneTurn(embedder, report);
}

/** After a fault it is not asked again: a turn has seconds. The name says what happened, for the record. */
function ofOneTurn(embedder: Embedder, report: (fault: RemoteFault) => void): EmbedPort {
  let fault: RemoteFault | null = null;
  return {
    get name() {
      return fault === null ? embedder.name : `${embedder.name} (${fault.kind})`;
    },
    async embed(texts) {
      if (fault !== null) return null;
      const result = await embedder.embed(texts, 'query');
      if (result.ok) return result.vectors;
      fault = result.fault;
      report(fault);
      return null;
    },
  };
}

/** A release as its vectors are known to a service. */
export interface Released {
  site: string;
  release: string;
  /** Maker of its vectors; null where none of its languages needs an embedder. */
  embedder: string | null;
  knowledge: KnowledgeSearch;
}

/** Vectorize is configured. */
export function hasVectors(env: object): boolean {
  const now = driversOf(env);
  return now.ok && now.drivers.vectors !== null;
}

/** The vectors of a release in Vectorize; null where it is not asked, or could not answer with vectors of the same maker. */
export async function remoteVectors(env: object, { site, release, embedder, knowledge }: Released): Promise<UnitVectors | null> {
  const now = driversOf(env);
  if (!now.ok || now.drivers.vectors === null || embedder === null || now.drivers.embedder?.name !== embedder) return null;
  return now.drivers.vectors({ site, release, units: unitCount(knowledge.indexes) });
}

/** What a turn searches with: the release's own index, with the likeness of Vectorize where that is configured. */
export async function searchPort(env: object, of: Released): Promise<SearchPort> {
  const vectors = await remoteVectors(env, of);
  if (vectors === null || of.embedder === null) return of.knowledge;
  const report = (what: string) => console.error(`vectorize: ${what}`);
  return vectorizeSearch({ vectors, own: of.knowledge, maker: of.embedder, report });
}
