import type { Engine } from '../release/engine.ts';
import { embedPort, searchPort } from './drivers.ts';
import { type Embedder, type EmbedPort, notInstalled } from './embed/port.ts';
import { artifact } from './embed/static/artifact.ts';
import { loadStaticWorker } from './embed/static/worker.ts';
import { failed } from './fault.ts';

/** The encoder that ships with the project, fetched when the first text needs it. */
const own = (env: Env): Embedder => ({
  name: artifact.name,
  dimensions: artifact.dimensions,
  async embed(texts, kind) {
    const loaded = await loadStaticWorker(env);
    return loaded ? loaded.embed(texts, kind) : failed('unavailable', 'the encoder could not be loaded');
  },
});

/** Embedder and search of one turn, as this worker is configured and as the release allows. Made anew for each turn. */
export async function turnPorts(env: Env, site: string, engine: Engine): Promise<{ engine: Engine; embed: EmbedPort }> {
  const embed = embedPort(env, engine.embedder, own(env));
  const search = await searchPort(env, { ...engine, site });
  return { engine: { ...engine, search }, embed };
}

/** What unanswered questions of a language are compared with. Words alone where the release needs no embedder for it. */
export function questionPort(env: Env, engine: Engine, locale: string): EmbedPort {
  return engine.knowledge.embeddable('', locale) === null ? notInstalled : embedPort(env, engine.embedder, own(env));
}
