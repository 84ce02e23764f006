import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { readBody } from './body.ts';
import { hiddenIn } from './hidden.ts';
import { parseMarkdown, webLink } from './markdown.ts';
import { pageOf } from './page.ts';
import { frontMatterSchema } from './schema.ts';
import { describe, type Entry, firstLine, type Reading, type SourceFile } from './source.ts';

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
  let data: unknown;
  try {
    data = parseYaml(head, { schema: 'core' });
  } catch (error) {
    problems.push({ file: file.name, line: 2, message: `front matter is not YAML: ${firstLine(error)}` });
    return [];
  }
  const parsed = frontMatterSchema.safeParse(data);
  const bodyLine = head.split('\n').length + 3;
  const links: Entry['links'] = [];
  const keep = (href: string) => {
    links.push({ href, line: bodyLine + linesBefore(body, href) });
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
  const { approved_by, approved_on, review_by, ...rest } = parsed.data;
  const approval = { approvedBy: approved_by ?? null, approvedOn: approved_on ?? null, reviewBy: review_by ?? null };
  return [
    {
      kind: 'own',
      file: file.name,
      line: 1,
      aliases: [rest.id, file.name.replace(/\.\w+$/, '')],
      links,
      hidden: hiddenIn(file.text).map(({ index, name }) => ({ line: file.text.slice(0, index).split('\n').length, name })),
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
  let data: z.infer<typeof dataSchema> = {};
  try {
    const parsed = dataSchema.safeParse(parseYaml(head, { schema: 'core' }) ?? {});
    if (parsed.success) data = parsed.data;
  } catch (error) {
    reading.problems.push({ file: file.name, line: 2, message: `front matter is not YAML: ${firstLine(error)}` });
    return [];
  }
  const line = head === '' ? 1 : head.split('\n').length + 3;
  const page = pageOf({ file: file.name, line, path: file.name.replace(/\.\w+$/, ''), data, body }, reading);
  return page ? [page] : [];
}

const linesBefore = (text: string, part: string) => Math.max(0, text.slice(0, Math.max(0, text.indexOf(part))).split('\n').length - 1);

/** The line of a front-matter field, so that an editor can jump there. The fence is line 1. */
function lineOf(head: string, key: PropertyKey | undefined): number {
  const index = head.split('\n').findIndex((line) => line.startsWith(`${String(key)}:`));
  return index < 0 ? 2 : index + 2;
}
