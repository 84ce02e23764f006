import type { Finding } from '../claim.ts';

const marks = [
  // Tags, comments and what is left of them after one unescaping too few.
  /<\/?[a-z!][^>]{0,500}>?/i,
  /&(?:lt|gt|amp|quot|#\d{1,6}|#x[\da-f]{1,6});/i,
  // Links and pictures of Markdown: their address is behind their words.
  /!?\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)|^\s*\[[^\]\n]{1,60}\]:\s*\S+/m,
  /```|~~~/,
  /^\s*\|.*\|\s*$|^\s*\|?\s*:?-{3,}:?\s*\|/m,
  // An object of a program instead of words.
  /^\s*(?:\{\s*"?[\w-]{1,40}"?\s*:|\[\s*[{"])/m,
  /\bon(?:error|load|click|mouseover)\s*=|\bstyle\s*=\s*["']/i,
];

/** Nothing but words reaches a customer. Bullets and stars are dropped; what could be read as markup is refused. */
export function markupIn(text: string): Finding[] {
  for (const mark of marks) {
    const found = mark.exec(text)?.[0];
    if (found !== undefined) return [{ kind: 'markup', words: found.slice(0, 60) }];
  }
  return [];
}
