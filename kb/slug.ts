/** A name of the kind articles have: lower-case words joined by hyphens. Empty if the text has none in Latin letters. */
export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}’']/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** A short mark that tells names apart which look the same as slugs. FNV-1a, because it has to be the same everywhere. */
export function mark(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(36).padStart(7, '0');
}

/** Names that no file can have on Windows, whatever its ending, and the one that is no article. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d|readme)$/;
export const isReserved = (name: string) => RESERVED.test(name);

/** Longer ones make paths that some systems refuse. */
const LONGEST = { id: 100, topic: 60 };

/** A slug that can be the name of a file or folder everywhere, or nothing. */
const named = (text: string, most: number) => slug(text).slice(0, most).replace(/-+$/, '');

/** Whether a name from elsewhere can be an id as it is. */
export const isId = (name: string) => name === named(name, LONGEST.id) && name !== '' && !isReserved(name);

/** An id for the name that something has elsewhere, the same on every import. */
export function idOf(name: string, taken: ReadonlySet<string> = new Set()): string {
  const short = named(name, LONGEST.id);
  const id = short === '' ? `article-${mark(name)}` : isReserved(short) ? `article-${short}` : short;
  return taken.has(id) || (slug(name).length > LONGEST.id && id === short) ? `${id}-${mark(name)}` : id;
}

/** A topic, which is a folder too. */
export function topicOf(name: string): string {
  const short = named(name, LONGEST.topic);
  return short === '' ? 'general' : short.length < 2 || isReserved(short) ? `topic-${short}` : short;
}

/** The name under which a link can point at a heading, as sites that show Markdown make it. */
export const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s+/g, '-');
