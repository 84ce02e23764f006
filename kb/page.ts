import { type Block, plainText, spansText } from './blocks.ts';
import { isReadable, parseBody, readBody } from './body.ts';
import { fieldsOf } from './fields.ts';
import { gapsIn, openEnds } from './gaps.ts';
import { hiddenIn, withoutLeftovers } from './hidden.ts';
import { LIMITS } from './limits.ts';
import { linesOf } from './lines.ts';
import { localeInPath, localeOf, localeOfText } from './locale.ts';
import { outline, withoutEmptySections } from './outline.ts';
import { type Entry, IMPORTED, NEVER, note, type Reading } from './source.ts';
import { restored, ruled } from './stripped.ts';
import { visible } from './visible.ts';

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
  const questions = fields.list('questions');
  if (questions.length > LIMITS.variants) {
    const message = `has ${questions.length.toLocaleString('en')} questions; the limit is ${LIMITS.questions}. Keep those that differ most.`;
    reading.problems.push({ file: raw.file, line: raw.line, message });
    return null;
  }
  const id = (fields.text('id') ?? fields.text('slug') ?? raw.path).slice(0, 200);
  const read = bodyOf(raw, fields.text('body') ?? '', id, reading);
  if (read === null) return null;
  const { title, blocks } = titled(fields.text('title'), read.blocks, raw.path);
  if (blocks.length === 0) {
    note(reading, `left out "${id}", which has no text`, raw);
    return null;
  }
  const url = fields.text('url');
  const locale =
    localeOf(fields.text('locale')) ??
    localeInPath(fields.text('id') ?? raw.path) ??
    reading.locale ??
    localeOfText(plainText(blocks)) ??
    'en';
  return {
    file: raw.file,
    line: raw.line,
    kind: 'page',
    aliases: [id, raw.path, url, fields.text('slug')].filter((name) => name !== null),
    links: read.links,
    hidden: hiddenIn(`${title}\n${read.text}`).flatMap(({ name, dangerous }) => (dangerous ? [{ line: raw.line, name }] : [])),
    updated: fields.day('updated'),
    expires: fields.day('expires'),
    article: {
      id,
      title: withoutLeftovers(title).slice(0, 400),
      topic: fields.text('topic') ?? folderOf(raw.path) ?? 'general',
      questions: questions.map(withoutLeftovers),
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

/** The text of a page as blocks, and what of it was lost on the way, said by its id. */
function bodyOf(
  raw: RawPage,
  field: string,
  id: string,
  reading: Reading,
): { text: string; blocks: Block[]; links: Entry['links'] } | null {
  const body = raw.body ?? field;
  if (!isReadable(body, raw, reading.problems)) return null;
  const text = tidied(body, raw, reading);
  const places = linesOf(text);
  const links: Entry['links'] = [];
  const parsed = readBody(text, raw, reading.problems, () =>
    parseBody(text, (href) => {
      if (href === '') return null;
      links.push({ href, line: raw.line + (raw.body === null ? 0 : places.of(href) - 1) });
      return href;
    }),
  );
  if (parsed === null) return null;
  const shaped = outline(parsed);
  if (shaped.contents) note(reading, 'left out a list of contents; its entries became headings', raw);
  const { blocks, left } = withoutEmptySections(shaped.blocks);
  for (const heading of left)
    note(
      reading,
      `"${id}" says nothing below the heading "${heading.slice(0, 60)}", which was left out; was a part lost?`,
      raw,
      'empty-section',
    );
  const [gap] = gapsIn(text);
  if (gap !== undefined) note(reading, `"${id}" may have lost words on the way: "${gap}"; look at the page itself.`, raw, 'lost-words');
  const [end] = openEnds(blocks);
  if (end !== undefined)
    note(reading, `"${id}" says nothing after "${end}"; was it a picture? Say in words what it shows.`, raw, 'lost-part');
  return { text, blocks, links };
}

function tidied(text: string, raw: RawPage, reading: Reading): string {
  const seen = visible(text, raw, reading);
  const plain = seen.replace(/\{%(?:(?!\{%|%\})[\s\S])*%\}/g, '').replace(/^[ \t]*(?::::.*|\{:.*\})[ \t]*$/gm, '');
  if (plain !== seen) note(reading, 'marks of a site generator ({% … %}, {: … }, :::) were taken out', raw);
  return ruled(restored(plain));
}

/** The title it gives itself, else its first heading, which is then not said twice. */
function titled(given: string | null, blocks: readonly Block[], path: string) {
  const [first, ...rest] = blocks;
  const heading = first?.type === 'h' ? spansText(first.spans).replace(/\s+/g, ' ') : null;
  const named = given !== null && !SLUG.test(given) ? given : null;
  const title = (named ?? heading ?? worded(given ?? path.split('/').pop() ?? path)).replace(/\s+/g, ' ').trim();
  const repeated = heading !== null && heading.toLowerCase() === title.toLowerCase();
  return { title, blocks: repeated ? rest : [...blocks] };
}

/** Some exports give the file's name for a title: "133-how-to-return". */
const SLUG = /^\d*[-_]?[a-z0-9]+(?:[-_][a-z0-9]+){2,}$/;
const worded = (name: string) => {
  const words = name.replace(/^\d+[-_](?=\D)/, '').replaceAll(/[-_]+/g, ' ');
  return SLUG.test(name) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
};

const folderOf = (path: string) =>
  path
    .split('/')
    .slice(0, -1)
    .findLast((part) => localeInPath(`${part}/x`) === null && part !== '') ?? null;
