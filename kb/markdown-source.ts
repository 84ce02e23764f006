import { z } from 'zod';
import { readBody } from './body.ts';
import { readFrontMatter } from './front-matter.ts';
import { hiddenIn } from './hidden.ts';
import { linesOf } from './lines.ts';
import { parseMarkdown, webLink } from './markdown.ts';
import { pageOf } from './page.ts';
import { frontMatterSchema } from './schema.ts';
import { describe, type Entry, type Reading, type SourceFile } from './source.ts';

const FENCED = /^---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)??---[ \t]*(?:\r?\n([\s\S]*)|)$/;
/** Fields that only articles of this project have. */
const OURS = /^(?:questions|mode|approved_by|approved_on|review_by):/m;

/** A folder is ours as soon as one file has our fields; then all of them have to keep our format. */
export const isOurs = (files: readonly SourceFile[]) => files.some(({ text }) => OURS.test(FENCED.exec(text)?.[1] ?? ''));

/** A file in our format. Every wrong field is an error: a misspelt one would be a missing approval. */
export function readOwn(file: SourceFile, reading: Reading): Entry[] {
  const { problems } = reading;
  const match = FENCED.exec(file.text);
  if (!match) {
    problems.push({ file: file.name, line: 1, message: 'has no front matter; start the file with --- and the fields of kb/README.md.' });
    return [];
  }
  const [, head = '', body = ''] = match;
  const front = readFrontMatter(head);
  if (!front.ok) {
    problems.push({ file: file.name, line: front.line, message: front.message });
    return [];
  }
  const parsed = frontMatterSchema.safeParse(front.data);
  const places = linesOf(body);
  const bodyLine = head.split('\n').length + 3;
  const links: Entry['links'] = [];
  const keep = (href: string) => {
    links.push({ href, line: bodyLine + places.of(href) - 1 });
    return webLink(href);
  };
  const blocks = readBody(body, { file: file.name, line: bodyLine }, problems, () => parseMarkdown(body, keep));
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      problems.push({ file: file.name, line: lineOf(head, issue.path[0]), message: describe(issue) });
    return [];
  }
  if (blocks === null) return [];
  if (blocks.length === 0) {
    problems.push({ file: file.name, line: bodyLine, message: 'has no text below the front matter; write the approved answer there.' });
    return [];
  }
  const all = linesOf(file.text);
  const { approved_by, approved_on, review_by, ...rest } = parsed.data;
  const approval = { approvedBy: approved_by ?? null, approvedOn: approved_on ?? null, reviewBy: review_by ?? null };
  return [
    {
      kind: 'own',
      file: file.name,
      line: 1,
      aliases: [rest.id, file.name.replace(/\.\w+$/, '')],
      links,
      hidden: hiddenIn(file.text).map(({ index, name }) => ({ line: all.at(index), name })),
      updated: null,
      expires: null,
      article: { ...rest, ...approval, blocks },
    },
  ];
}

const dataSchema = z.record(z.string(), z.unknown());

/** A page of somebody else's help centre, with whatever front matter it has, or none. */
export function readExport(file: SourceFile, reading: Reading): Entry[] {
  if (/^\+\+\+\s*$/m.test(file.text.slice(0, 8))) {
    reading.problems.push({ file: file.name, line: 1, message: 'has its fields as TOML (+++); export it with YAML (---).' });
    return [];
  }
  const [, head = '', body = file.text] = FENCED.exec(file.text) ?? [];
  const front = readFrontMatter(head);
  if (!front.ok) {
    reading.problems.push({ file: file.name, line: front.line, message: front.message });
    return [];
  }
  const data = dataSchema.safeParse(front.data).data ?? {};
  const line = head === '' ? 1 : head.split('\n').length + 3;
  const page = pageOf({ file: file.name, line, path: file.name.replace(/\.\w+$/, ''), data, body }, reading);
  return page ? [page] : [];
}

/** The line of a front-matter field, so that an editor can jump there. The fence is line 1. */
function lineOf(head: string, key: PropertyKey | undefined): number {
  const index = head.split('\n').findIndex((line) => line.startsWith(`${String(key)}:`));
  return index < 0 ? 2 : index + 2;
}
