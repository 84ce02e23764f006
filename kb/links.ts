import { spansText } from './blocks.ts';
import type { Finding } from './check.ts';
import { anchor } from './slug.ts';
import type { Entry } from './source.ts';

const SOMEWHERE = 'https://here.invalid/';
const isWeb = (href: string) => /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(href);

/** A name or address as a path without its ending, so that `../returns/costs.md`, `/returns/costs/` and `costs` can be compared. */
function pathOf(href: string, from: string): string | null {
  if (!URL.canParse(href, SOMEWHERE + from)) return null;
  const { pathname } = new URL(href, SOMEWHERE + from);
  return pathname
    .replace(/\/+$/, '')
    .replace(/\.(md|markdown|html?)$/, '')
    .replace(/^\/+/, '');
}

const parent = (path: string) => path.split('/').slice(0, -1).join('/');

/** The second heading of one name is its name with -1, and so on. */
function anchorsOf({ article }: Entry): Set<string> {
  const times = new Map<string, number>();
  const names = article.blocks.flatMap((block) => {
    if (block.type !== 'h') return [];
    const name = anchor(spansText(block.spans));
    const before = times.get(name) ?? 0;
    times.set(name, before + 1);
    return before === 0 ? [name] : [`${name}-${before}`];
  });
  return new Set(names);
}

/** Links to articles and headings that are not there. Where a help centre links to the rest of its site, nobody can tell. */
export function brokenLinks(entries: readonly Entry[]): Finding[] {
  const known = new Map<string, Entry>();
  for (const entry of entries) {
    for (const name of entry.aliases) {
      const path = pathOf(name, '');
      if (path !== null && !known.has(path)) known.set(path, entry);
    }
  }
  const folders = new Set([...known.keys()].map(parent).filter((folder) => folder !== ''));
  return entries.flatMap((entry) =>
    entry.links.filter(({ href }) => !isWeb(href)).flatMap(({ href, line }) => one(entry, href, line, known, folders) ?? []),
  );
}

function one(entry: Entry, href: string, line: number, known: ReadonlyMap<string, Entry>, folders: ReadonlySet<string>): Finding | null {
  const own = entry.kind === 'own';
  const base = { file: entry.file, line, severity: own ? 'error' : 'warning', rule: 'broken-link' } as const;
  const [target = '', fragment = ''] = href.split('#');
  const places = entry.aliases.flatMap((alias) => pathOf(target, pathOf(alias, '') ?? '') ?? []);
  const names = [...places, ...(target.includes('/') ? [] : [pathOf(target, '') ?? ''])];
  const found = target === '' ? entry : names.map((name) => known.get(name)).find((one) => one !== undefined);
  if (found) {
    if (fragment === '' || !own || anchorsOf(found).has(decoded(fragment))) return null;
    return {
      ...base,
      message: `the link "${href}" names a heading that "${found.article.id}" does not have; mend it or leave out what follows #.`,
    };
  }
  if (target.startsWith('/') && own)
    return {
      ...base,
      severity: 'warning',
      message: `the link "${href}" has no host, so customers see only its words; write the whole address.`,
    };
  // A file of Markdown is a page of the export; any other address may be one of the site around it.
  if (!own && !/\.(md|markdown)$/i.test(target) && !places.some((place) => folders.has(parent(place)))) return null;
  return { ...base, message: `the link "${href}" leads to no article; mend it, or write the whole address if it leads elsewhere.` };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).toLowerCase();
  } catch {
    return text.toLowerCase();
  }
}
