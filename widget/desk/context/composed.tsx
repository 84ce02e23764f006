import type { Draft } from '../../../worker/turn/record.ts';
import { sourcesOf } from './sources.ts';

type Sentences = Extract<Draft, { kind: 'composed' }>['sentences'];

/** What a model wrote, sentence by sentence, each with what it rests on. */
export function Composed({ sentences }: { sentences: Sentences }) {
  return (
    <ol class="draft composed">
      {sentences.map(({ text, cites }, i) => (
        <li key={i}>
          <span dir="auto">{text}</span>
          <ul class="muted small-text" aria-label="Sources">
            {sourcesOf(cites).map(({ articleId, title, passages }) => (
              <li key={articleId} dir="auto">
                {title}, {passages} <code>{articleId}</code>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
