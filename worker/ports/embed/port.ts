/** Turns texts into vectors. `null` says that no embedder is installed: retrieval is lexical and reports itself as such. */
export interface EmbedPort {
  readonly name: string;
  embed(texts: readonly string[]): Promise<Int8Array[] | null>;
}

/** No stand-in vectors: an absent embedder says that it is absent. */
export const notInstalled: EmbedPort = {
  name: 'not-installed',
  embed: async () => null,
};
