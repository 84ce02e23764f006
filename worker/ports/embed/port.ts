import type { RemoteFault } from '../fault.ts';

/** Turns texts into vectors. `null` says that there are none: retrieval is lexical and reports itself as such. */
export interface EmbedPort {
  readonly name: string;
  embed(texts: readonly string[]): Promise<Int8Array[] | null>;
}

/** No stand-in vectors: an absent embedder says that it is absent. */
export const notInstalled: EmbedPort = {
  name: 'not-installed',
  embed: async () => null,
};

/** Whether a text asks or is asked about: some models want to be told. */
export type EmbedKind = 'query' | 'document';

export type EmbedResult = { ok: true; vectors: Int8Array[] } | { ok: false; fault: RemoteFault };

/** Texts in one call. A release is embedded in calls of this size. */
export const MAX_TEXTS = 1_000;

/**
 * What every installed embedder does (test/contract/embed.ts). One vector a text, in their order, quantised as in
 * quantize.ts; a text of nothing but white space has the zero vector, and so may one in which the embedder knows nothing. A fault is a value.
 */
export interface Embedder {
  /** Driver, model, dimensions and pooling. Part of a release: vectors of another name are never compared with its own. */
  readonly name: string;
  readonly dimensions: number;
  /** Languages it was made for; left out: all. Others are compared by their letters (worker/ports/search/surface.ts). */
  readonly locales?: readonly string[];
  embed(texts: readonly string[], kind: EmbedKind): Promise<EmbedResult>;
}

/** An embedder as the retrieval stage asks it: questions only; a fault goes to `report` and leaves no vector. */
export function questionsOf(embedder: Embedder, report: (fault: RemoteFault) => void): EmbedPort {
  return {
    name: embedder.name,
    async embed(texts) {
      const result = await embedder.embed(texts, 'query');
      if (result.ok) return result.vectors;
      report(result.fault);
      return null;
    },
  };
}
