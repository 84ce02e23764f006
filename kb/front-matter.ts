import { parseDocument, type YAMLError } from 'yaml';
import { LIMITS } from './limits.ts';

export type FrontMatterData = { ok: true; data: unknown } | { ok: false; line: number; message: string };

/**
 * The fields between the fences, whose first is line 1. Warnings count as errors: they mean that something was not read
 * as it is written.
 */
export function readFrontMatter(head: string): FrontMatterData {
  const fail = (message: string, line = 2): FrontMatterData => ({ ok: false, line, message: `front matter is not YAML: ${message}` });
  if (head.length > LIMITS.frontMatter)
    return fail(`it has ${head.length.toLocaleString('en')} characters; the limit is ${LIMITS.frontMatter.toLocaleString('en')}.`);
  try {
    const document = parseDocument(head, { schema: 'core', prettyErrors: true });
    const [fault] = [...document.errors, ...document.warnings];
    if (fault) return fail(wordsOf(fault), (fault.linePos?.[0].line ?? 1) + 1);
    return { ok: true, data: document.toJS() };
  } catch (error) {
    // The parser calls itself for every level, and stops where aliases multiply.
    if (error instanceof RangeError) return fail('it is nested too deeply.');
    if (error instanceof ReferenceError) return fail('it has aliases of aliases of aliases; write the values out.');
    throw error;
  }
}

function wordsOf({ message }: YAMLError): string {
  const [first = ''] = message.split('\n');
  const what = first.replace(/ at line \d+, column \d+:?$/, '');
  if (/call stack/.test(what)) return 'it is nested too deeply.';
  if (/must be unique/.test(what)) return 'a field stands there twice; keep one of them.';
  return `${what.replace(/[.:]?$/, '')}; put text with signs in quotation marks.`;
}
