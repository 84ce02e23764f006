import { marked, type Token, type Tokens } from 'marked';
import type { Block, Span } from './blocks.ts';
import { decode, openTag, parseHtml } from './html.ts';
import { asItems, asTable, codeText, type Style, tidy } from './spans.ts';

/** What becomes of a link's target: the address to keep, or null to keep the words alone. */
export type KeepLink = (href: string) => string | null;

/** Only what a customer can open. A release never holds another target. */
export const webLink: KeepLink = (href) => (/^(https?:|mailto:)/i.test(href) && !/\p{Cc}/u.test(href) ? href : null);

/**
 * Markdown to blocks, once, when a release is built. HTML, images and unknown constructs keep their words and lose
 * their markup; links other than http, https and mailto lose their target.
 */
export function parseMarkdown(source: string, keep: KeepLink = webLink): Block[] {
  return marked.lexer(source).flatMap((token) => block(token, keep));
}

const paragraph = (spans: Span[]): Block[] => (spans.length > 0 ? [{ type: 'p', spans }] : []);

function block(token: Token, keep: KeepLink): Block[] {
  switch (token.type) {
    case 'heading': {
      const spans = tidy(inline(token.tokens ?? [], keep));
      return spans.length > 0 ? [{ type: 'h', spans, level: token.depth }] : [];
    }
    case 'paragraph':
    case 'text':
      return paragraph(tidy(token.tokens ? inline(token.tokens, keep) : [{ text: decode(token.text) }]));
    case 'list': {
      const list = token as Tokens.List;
      const items = list.items.flatMap((item) => asItems(item.tokens.flatMap((part) => block(part, keep))));
      const start = Number(list.start);
      const numbered = list.ordered && start !== 1 && Number.isInteger(start) && start <= 999_999 ? { start } : {};
      return items.length > 0 ? [{ type: 'list', ordered: list.ordered, items, ...numbered }] : [];
    }
    case 'table': {
      const table = token as Tokens.Table;
      const cell = ({ tokens }: Tokens.TableCell) => tidy(inline(tokens, keep));
      return asTable(
        table.header.map(cell),
        table.rows.map((row) => row.map(cell)),
      );
    }
    case 'blockquote':
      return (token.tokens ?? []).flatMap((part) => block(part, keep));
    case 'code': {
      const text = codeText(token.text);
      return text === '' ? [] : [{ type: 'p', spans: [{ text, code: true }] }];
    }
    case 'html':
      return parseHtml(token.text, keep);
    default:
      return [];
  }
}

/** A line that goes on in the next is one line, except where a script has no spaces. */
const softBreaks = (text: string) => text.replace(/(\p{Script=Han}|[、。，！？])\n(?=\p{Script=Han})/gu, '$1').replaceAll('\n', ' ');

function inline(list: readonly Token[], keep: KeepLink, style: Style = {}): Span[] {
  /** Tags of HTML that are open among these tokens: `<b>`, words, `</b>` are three of them. */
  const open: { name: string; style: Style | null }[] = [];
  return list.flatMap((token): Span[] => {
    if (token.type === 'html') {
      const tag = openTag(token.text, keep);
      if (tag?.name === 'br') return [{ text: '\n' }];
      if (tag?.alt) return [{ ...style, text: tag.alt }];
      if (tag && !tag.empty) open.push(tag);
      const closing = /^<\/([a-z][a-z0-9]*)/i.exec(token.text)?.[1]?.toLowerCase();
      const from = open.findLastIndex(({ name }) => name === closing);
      if (from >= 0) open.splice(from);
      return [];
    }
    if (open.some((tag) => tag.style === null)) return [];
    return words(token, keep, Object.assign({}, style, ...open.map((tag) => tag.style)));
  });
}

function words(token: Token, keep: KeepLink, style: Style): Span[] {
  switch (token.type) {
    case 'strong':
      return inline(token.tokens ?? [], keep, { ...style, bold: true });
    case 'em':
      return inline(token.tokens ?? [], keep, { ...style, italic: true });
    case 'codespan':
      return [{ ...style, text: token.text, code: true }];
    case 'link': {
      const href = keep(token.href);
      return inline(token.tokens ?? [], keep, href === null ? style : { ...style, href });
    }
    case 'br':
      return [{ text: '\n' }];
    case 'escape':
      return [{ ...style, text: token.text }];
    case 'image':
      return token.text ? [{ ...style, text: decode(token.text) }] : [];
    default:
      if ('tokens' in token && token.tokens) return inline(token.tokens, keep, style);
      return 'text' in token ? [{ ...style, text: decode(softBreaks(String(token.text))) }] : [];
  }
}
