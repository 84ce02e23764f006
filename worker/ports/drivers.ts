import type { Limits } from './attempt.ts';
import { mismatch, nameOf } from './embed/models.ts';
import { type Embedder, type EmbedKind, type EmbedPort, notInstalled, questionsOf } from './embed/port.ts';
import { workersAiEmbedder } from './embed/workers-ai.ts';
import { failed, type RemoteFault } from './fault.ts';
import type { SearchPort } from './search/port.ts';
import { type UnitVectors, unitVectors, type VectorizeTimes } from './search/vectorize.ts';
import { type HybridSearch, hybridSearch, saying, type UnitTable } from './search/vectorize-hybrid.ts';
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
 * What a turn embeds its question with: the configured embedder, if the release was made with the same one (`released`, its
 * name there; null for a release without vectors). Anything else leaves retrieval to words and is named in the record.
 */
export function embedPort(env: object, released: string | null, embedded: EmbedPort = notInstalled, report = log): EmbedPort {
  const now = driversOf(env);
  if (!now.ok) return without('misconfigured');
  const { embedder } = now.drivers;
  if (embedder === null) return embedded;
  if (released === null) return without(`${embedder.name} (the release has no vectors)`);
  const refusal = mismatch(released, embedder.name);
  if (refusal !== null) return without(`${embedder.name} (the release has ${released})`);
  return questionsOf(embedder, report);
}

/** What a turn searches with: Vectorize and the release's own index together, or that index alone. */
export async function searchPort(
  env: object,
  of: { site: string; release: string; embedded: SearchPort; units: UnitTable },
): Promise<HybridSearch> {
  const now = driversOf(env);
  if (!now.ok || now.drivers.vectors === null) return saying(of.embedded);
  const vectors = await now.drivers.vectors({ site: of.site, release: of.release, units: of.units.length });
  return hybridSearch(vectors, of.embedded, of.units);
}
