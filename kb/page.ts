import { plainText, spansText } from './blocks.ts';
import { parseBody, readBody } from './body.ts';
import { fieldsOf } from './fields.ts';
import { hiddenIn, withoutLeftovers } from './hidden.ts';
import { localeInPath, localeOf, localeOfText } from './locale.ts';
import { outline } from './outline.ts';
import { type Entry, IMPORTED, NEVER, note, type Reading } from './source.ts';
import { restored, ruled } from './stripped.ts';

export interface RawPage {
  file: string;
  line: number;
  /** Its name if it gives itself none: the path without the ending. */
  path: string;
  data: Readonly<Record<string, unknown>>;
  /** The text, where it does not stand in a field. */
  body: string | null;
}

/** An article of somebody else's help centre. What it lacks (approval, often questions and ids) is made up for, and noted. */
export function pageOf(raw: RawPage, reading: Reading): Entry | null {
  const fields = fieldsOf(raw.data);
  const withheld = fields.withheld();
  if (withheld !== null && !reading.withheld) {
    note(reading, `left out because it is marked "${withheld}"; --with-unlisted takes such articles too`, raw);
    return null;
  }
  const written = raw.body ?? fields.text('body') ?? '';
  const text = tidied(written, raw, reading);
  const links: Entry['links'] = [];
  const parsed = readBody(text, raw, reading.problems, () =>
    parseBody(text, (href) => {
      if (href === '') return null;
      links.push({ href, line: raw.line + (raw.body === null ? 0 : lineOf(text, href)) });
      return href;
    }),
  );
  if (parsed === null) return null;
  const shaped = outline(parsed);
  if (shaped.contents) note(reading, 'left out a list of contents; its entries became headings', raw);
  const { title, blocks } = titled(fields.text('title'), shaped.blocks, raw.path);
  if (blocks.length === 0) {
    note(reading, 'left out because it has no text', raw);
    return null;
  }
  const url = fields.text('url');
  const locale =
    localeOf(fields.text('locale')) ??
    localeInPath(fields.text('id') ?? raw.path) ??
    reading.locale ??
    localeOfText(plainText(blocks)) ??
    'en';
  const id = (fields.text('id') ?? fields.text('slug') ?? raw.path).slice(0, 200);
  return {
    file: raw.file,
    line: raw.line,
    kind: 'page',
    aliases: [id, raw.path, url, fields.text('slug')].filter((name) => name !== null),
    links,
    hidden: hiddenIn(`${title}\n${text}`).flatMap(({ name, dangerous }) => (dangerous ? [{ line: raw.line, name }] : [])),
    updated: fields.day('updated'),
    expires: fields.day('expires'),
    article: {
      id,
      title: withoutLeftovers(title).slice(0, 400),
      topic: fields.text('topic') ?? folderOf(raw.path) ?? 'general',
      questions: fields.list('questions').map(withoutLeftovers),
      mode: 'verbatim',
      locale,
      owner: raw.file,
      approvedBy: IMPORTED,
      approvedOn: null,
      reviewBy: NEVER,
      sources: url === null ? [] : [url],
      blocks,
    },
  };
}

function tidied(text: string, raw: RawPage, reading: Reading): string {
  const visible = withoutLeftovers(text);
  if (visible !== text) note(reading, 'invisible characters were taken out', raw);
  const plain = visible.replace(/\{%-?[\s\S]*?-?%\}/g, '').replace(/^[ \t]*(?::::.*|\{:.*\})[ \t]*$/gm, '');
  if (plain !== visible) note(reading, 'marks of a site generator ({% … %}, {: … }, :::) were taken out', raw);
  return ruled(restored(plain));
}

/** The title it gives itself, else its first heading, which is then not said twice. */
function titled(given: string | null, blocks: Entry['article']['blocks'], path: string) {
  const [first, ...rest] = blocks;
  const heading = first?.type === 'h' ? spansText(first.spans).replace(/\s+/g, ' ') : null;
  const title = (given ?? heading ?? path.split('/').pop()?.replaceAll(/[-_]+/g, ' ') ?? path).replace(/\s+/g, ' ').trim();
  const repeated = heading !== null && heading.toLowerCase() === title.toLowerCase();
  return { title, blocks: repeated ? rest : blocks };
}

const folderOf = (path: string) =>
  path
    .split('/')
    .slice(0, -1)
    .findLast((part) => localeInPath(`${part}/x`) === null && part !== '') ?? null;

/** Lines above the first place that names the target. */
function lineOf(text: string, href: string): number {
  const at = text.indexOf(href);
  return at < 0 ? 0 : text.slice(0, at).split('\n').length - 1;
}
