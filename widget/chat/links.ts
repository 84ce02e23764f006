import type { Span } from '../../kb/blocks.ts';

/** Links leave the chat only over these; anything else is shown as text. */
export function safeHref(href: string | undefined): string | undefined {
  try {
    const url = new URL(href ?? '');
    return /^(https?|mailto):$/.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Addresses an agent typed, without the punctuation of the sentence around them. */
const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}])/;

/** Plain text as spans, with its web addresses as links. */
export function linkify(text: string): Span[] {
  return text
    .split(ADDRESS)
    .filter((part) => part !== '')
    .map((part) => (ADDRESS.test(part) && safeHref(part) ? { text: part, href: part } : { text: part }));
}
