import type { Block, Span } from '../../kb/blocks.ts';
import { safeHref } from './links.ts';

/** `dir="auto"` on the element around keeps right-to-left text and stray bidi marks to their own paragraph. */
export function Spans({ of }: { of: readonly Span[] }) {
  return <>{of.map(one)}</>;
}

function one({ text, bold, italic, code, href }: Span) {
  const address = safeHref(href);
  const link = address ? (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  ) : (
    text
  );
  const inner = code ? <code>{link}</code> : link;
  const leaning = italic ? <em>{inner}</em> : inner;
  return bold ? <strong>{leaning}</strong> : leaning;
}

function Cells({ of }: { of: readonly (readonly Span[])[] }) {
  return (
    <tr>
      {of.map((cell) => (
        <td dir="auto">
          <Spans of={cell} />
        </td>
      ))}
    </tr>
  );
}

function block(item: Block) {
  switch (item.type) {
    case 'h':
      return (
        <h3 dir="auto">
          <Spans of={item.spans} />
        </h3>
      );
    case 'list': {
      const lines = item.items.map((line) => (
        <li dir="auto">
          <Spans of={line} />
        </li>
      ));
      return item.ordered ? <ol start={item.start}>{lines}</ol> : <ul>{lines}</ul>;
    }
    case 'table':
      return (
        // A wide table scrolls on its own, also by keyboard, so that the chat never scrolls sideways.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable regions need keyboard access
        <div class="scroll" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {item.head.map((cell) => (
                  <th scope="col" dir="auto">
                    <Spans of={cell} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {item.rows.map((row) => (
                <Cells of={row} />
              ))}
            </tbody>
          </table>
        </div>
      );
    default:
      return (
        <p dir="auto">
          <Spans of={item.spans} />
        </p>
      );
  }
}

/** Approved text as elements: there is no HTML anywhere on the way, so there is nothing to sanitize. */
export function Blocks({ of }: { of: readonly Block[] }) {
  return <>{of.map(block)}</>;
}
