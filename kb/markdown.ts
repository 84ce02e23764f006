import { marked, type Token, type Tokens } from 'marked';
import type { Block, Span } from './blocks.ts';

/**
 * Markdown to blocks, once, when a release is built. HTML, images and unknown constructs keep their words and lose
 * their markup; links other than http, https and mailto lose their target.
 */
export function parseMarkdown(source: string): Block[] {
  return marked.lexer(source).flatMap(block).filter(hasWords);
}

function block(token: Token): Block[] {
  switch (token.type) {
    case 'heading':
      return [{ type: 'h', spans: inline(token.tokens ?? []) }];
    case 'paragraph':
    case 'text':
      return [{ type: 'p', spans: token.tokens ? inline(token.tokens) : [{ text: token.text }] }];
    case 'list': {
      const list = token as Tokens.List;
      return [{ type: 'list', ordered: list.ordered, items: list.items.flatMap((item) => items(item)) }];
    }
    case 'table': {
      const table = token as Tokens.Table;
      return [
        {
          type: 'table',
          head: table.header.map((cell) => inline(cell.tokens)),
          rows: table.rows.map((row) => row.map((cell) => inline(cell.tokens))),
        },
      ];
    }
    case 'blockquote':
      return (token.tokens ?? []).flatMap(block);
    case 'code':
      return [{ type: 'p', spans: [{ text: token.text, code: true }] }];
    case 'html':
      return [{ type: 'p', spans: [{ text: withoutTags(token.text) }] }];
    default:
      return [];
  }
}

/** Nested lists become items of the same list: a chat bubble has no room for levels. */
function items(item: Tokens.ListItem): Span[][] {
  const parts = item.tokens.filter((token) => token.type !== 'list').map((token) => inline([token]));
  // Paragraphs of one item stay apart: "Send it back.We refund" would be the alternative.
  const own = parts.filter((spans) => spans.length > 0).flatMap((spans, i) => (i === 0 ? spans : [{ text: '\n' }, ...spans]));
  const nested = item.tokens.filter((token) => token.type === 'list').flatMap((token) => (token as Tokens.List).items.flatMap(items));
  return [own, ...nested].filter((spans) => spans.length > 0);
}

function inline(list: readonly Token[], style: Omit<Span, 'text'> = {}): Span[] {
  return list.flatMap((token): Span[] => {
    switch (token.type) {
      case 'strong':
        return inline(token.tokens ?? [], { ...style, bold: true });
      case 'em':
        return inline(token.tokens ?? [], { ...style, italic: true });
      case 'codespan':
        return [{ ...style, text: token.text, code: true }];
      case 'link':
        return inline(token.tokens ?? [], /^(https?:|mailto:)/i.test(token.href) ? { ...style, href: token.href } : style);
      case 'br':
        return [{ ...style, text: '\n' }];
      case 'image':
        return token.text ? [{ ...style, text: token.text }] : [];
      case 'html':
        return [];
      default:
        if ('tokens' in token && token.tokens) return inline(token.tokens, style);
        return 'text' in token ? [{ ...style, text: decode(String(token.text)) }] : [];
    }
  });
}

const withoutTags = (html: string) =>
  decode(
    html
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' };
const decode = (text: string) => text.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => entities[entity] ?? entity);

const written = (spans: readonly Span[]) => spans.some((span) => span.text.trim() !== '');
const hasWords = (entry: Block) =>
  entry.type === 'list'
    ? entry.items.some(written)
    : entry.type === 'table'
      ? [entry.head, ...entry.rows].some((row) => row.some(written))
      : written(entry.spans);
