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

/** An id for the name that something has elsewhere, the same on every import. */
export function idOf(name: string, taken: ReadonlySet<string> = new Set()): string {
  const short = slug(name).slice(0, 100).replace(/-+$/, '');
  const id = short === '' ? `article-${mark(name)}` : short;
  return taken.has(id) ? `${id}-${mark(name)}` : id;
}

/** The name under which a link can point at a heading, as sites that show Markdown make it. */
export const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s+/g, '-');
