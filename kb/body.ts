import type { Block } from './blocks.ts';
import { parseHtml } from './html.ts';
import { LIMITS } from './limits.ts';
import { type KeepLink, parseMarkdown } from './markdown.ts';
import type { ImportProblem } from './source.ts';

const HTML =
  /^\s*(?:<!doctype|<!--[\s\S]*?-->|<(?:a|article|b|body|br|div|em|h[1-6]|html|i|img|main|ol|p|pre|section|span|strong|table|ul)\b[^>]*>)/i;

/**
 * The text of an export, which is Markdown or HTML and does not say which. What begins with a tag is a page of HTML:
 * read as Markdown, its empty lines and indentation would be taken for structure.
 */
export function parseBody(text: string, keep: KeepLink): Block[] {
  return HTML.test(text) && /<\/[a-z][a-z0-9]*\s*>|<br\s*\/?>/i.test(text) ? parseHtml(text, keep) : parseMarkdown(text, keep);
}

/** Markup takes room beside the words it marks; far beyond the limit nothing is even parsed. */
const LONGEST = 3 * LIMITS.articleLength;
/** Emphasis and links are matched with each other, so the time for one paragraph grows with the square of its signs. */
const SIGNS = 5_000;

/** Whether a text can be parsed in a moment, whatever it is; if not, a problem says what to do. */
export function isReadable(text: string, at: { file: string; line: number }, problems: ImportProblem[]): boolean {
  const say = (message: string) => void problems.push({ file: at.file, line: at.line, message });
  if (text.length > LONGEST) {
    const limit = LIMITS.articleLength.toLocaleString('en');
    say(`has a text of ${text.length.toLocaleString('en')} characters; the limit is ${limit}. Make an article of each part.`);
    return false;
  }
  const crowded = text.split(/\n[ \t\r]*(?=\n)/).find((part) => part.length > SIGNS && (part.match(/[*_`~[\]!\\]/g)?.length ?? 0) > SIGNS);
  if (crowded === undefined) return true;
  say(
    `has a paragraph with more than ${SIGNS.toLocaleString('en')} signs of markup ("${crowded.trim().slice(0, 30)}…"); was something else pasted there? Part it with empty lines.`,
  );
  return false;
}

/** Blocks of a text, or null and a problem if it cannot be read at all. */
export function readBody(
  text: string,
  at: { file: string; line: number },
  problems: ImportProblem[],
  parse: () => Block[],
): Block[] | null {
  if (!isReadable(text, at, problems)) return null;
  try {
    return parse();
  } catch (error) {
    // Both parsers call themselves for every level, so depth ends in a full stack and nothing else.
    if (!(error instanceof RangeError)) throw error;
    problems.push({
      file: at.file,
      line: at.line,
      message: 'is nested too deeply to be read; take away the quotation marks, lists or tags around it.',
    });
    return null;
  }
}
