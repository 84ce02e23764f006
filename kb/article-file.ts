import { stringify } from 'yaml';
import { type Article, type FrontMatter, frontMatterSchema } from './schema.ts';
import { topicOf } from './slug.ts';
import { describe } from './source.ts';
import { writeMarkdown } from './write-markdown.ts';

/** An article as a file in our format, or what keeps it from being one. */
export type ArticleFile = { ok: true; path: string; text: string } | { ok: false; message: string };

/** The file of an article: `<topic>/<id>.md`. Reading it again gives the same article. */
export function articleFile(article: Article): ArticleFile {
  const { blocks, approvedBy, approvedOn, reviewBy, ...rest } = article;
  const front = {
    ...rest,
    ...(approvedBy === null ? {} : { approved_by: approvedBy }),
    ...(approvedOn === null ? {} : { approved_on: approvedOn }),
    ...(reviewBy === null ? {} : { review_by: reviewBy }),
  };
  const parsed = frontMatterSchema.safeParse(front);
  if (!parsed.success) return { ok: false, message: parsed.error.issues.map(describe).join(' ') };
  try {
    const head = stringify(ordered(parsed.data), { schema: 'core', lineWidth: 0 });
    return { ok: true, path: `${topicOf(article.topic)}/${article.id}.md`, text: `---\n${head}---\n${writeMarkdown(blocks)}\n` };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : 'cannot be written' };
  }
}

/** The order in which kb/README.md explains the fields. */
function ordered(front: FrontMatter) {
  const { id, title, topic, questions, mode, locale, owner, approved_by, approved_on, review_by, sources } = front;
  return { id, title, topic, questions, mode, locale, owner, approved_by, approved_on, review_by, sources };
}
