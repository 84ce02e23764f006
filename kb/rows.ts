import { z } from 'zod';
import { plainText } from './blocks.ts';
import { isReadable, parseBody, readBody } from './body.ts';
import { fieldsOf } from './fields.ts';
import { hiddenIn } from './hidden.ts';
import { LIMITS } from './limits.ts';
import { localeOf } from './locale.ts';
import { webLink } from './markdown.ts';
import { pageOf } from './page.ts';
import { describe, type Entry, IMPORTED, NEVER, note, type Reading } from './source.ts';
import { visible } from './visible.ts';

export interface Row {
  line: number;
  row: unknown;
}

/** A question with its answer. Such entries count as approved verbatim answers of whoever imports them. */
const rowSchema = z.object({
  id: z.union([z.string().min(1).max(200), z.number().transform(String)]),
  question: z.string().min(1),
  answer: z.string().min(1),
  variants: z.array(z.string().min(1)).max(LIMITS.variants).default([]),
  topic: z.string().nullish(),
  locale: z.string().nullish(),
});

const objectSchema = z.record(z.string(), z.unknown());

/** Rows of one CSV or JSONL file: questions with answers, or whole articles with a title and a text. */
export function readRows(file: string, rows: readonly Row[], reading: Reading): Entry[] {
  return rows.flatMap(({ line, row }, i) => {
    if (i % 200 === 0) reading.onProgress(`reading rows of ${file}`, i, rows.length);
    const data = objectSchema.safeParse(row);
    if (data.success && !('question' in data.data) && fieldsOf(data.data).text('title') !== null) {
      const fields = fieldsOf(data.data);
      const path = (fields.text('url') ?? fields.text('title') ?? '').replace(/^https?:\/\/[^/]+/, '').replace(/^\/|\/$/g, '');
      return pageOf({ file, line, path, data: data.data, body: null }, reading) ?? [];
    }
    return entryOf(file, line, row, reading) ?? [];
  });
}

function entryOf(file: string, line: number, row: unknown, reading: Reading): Entry | null {
  const parsed = rowSchema.safeParse(row);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) reading.problems.push({ file, line, message: describe(issue) });
    return null;
  }
  const seen = (text: string) => visible(text, { file, line }, reading);
  const { id, topic, locale } = parsed.data;
  if (!isReadable(parsed.data.answer, { file, line }, reading.problems)) return null;
  const answer = seen(parsed.data.answer);
  const keep = (href: string) => {
    const kept = webLink(href);
    if (kept === null && href !== '') note(reading, 'a link leads to no address of the web; its words stay without it', { file, line });
    return kept;
  };
  const blocks = readBody(answer, { file, line }, reading.problems, () => parseBody(answer, keep));
  if (blocks === null) return null;
  if (blocks.length === 0) {
    reading.problems.push({ file, line, message: 'answer: holds no words; write the approved answer there.' });
    return null;
  }
  const questions = [parsed.data.question, ...parsed.data.variants].map((text) => seen(text) || text);
  const [title = ''] = questions;
  const hidden = hiddenIn([...questions, plainText(blocks)].join('\n')).map(({ name }) => ({ line, name }));
  return {
    kind: 'row',
    file,
    line,
    aliases: [id],
    links: [],
    hidden,
    updated: null,
    expires: null,
    article: {
      id,
      title: title.slice(0, 400),
      topic: topic || 'general',
      questions,
      mode: 'verbatim',
      locale: localeOf(locale ?? null) ?? reading.locale ?? 'en',
      owner: file,
      approvedBy: IMPORTED,
      approvedOn: null,
      reviewBy: NEVER,
      sources: [],
      blocks,
    },
  };
}
