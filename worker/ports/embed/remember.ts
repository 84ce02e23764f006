import type { EmbedPort } from './port.ts';

/** The same port that embeds each text once: triage and retrieval of one turn ask for the same one. */
export function remembering(embed: EmbedPort): EmbedPort {
  const known = new Map<string, Promise<Int8Array[] | null>>();
  return {
    name: embed.name,
    async embed(texts) {
      const [text] = texts;
      if (texts.length !== 1 || text === undefined) return embed.embed(texts);
      const made = known.get(text) ?? embed.embed([text]);
      known.set(text, made);
      return made;
    },
  };
}
