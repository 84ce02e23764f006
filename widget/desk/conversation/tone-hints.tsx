import { Fragment } from 'preact';
import type { ToneFinding } from '../../../policy/tone-match.ts';
import { NoteIcon } from '../ui/icons.tsx';
import { adviceOf, piecesOf } from './tone-pieces.ts';

const like: Record<string, string> = { promise: 'like a promise' };

/** Advice below the field, one line each. It is read out when it changes and stops nobody from sending. */
export function ToneHints({ findings }: { findings: readonly ToneFinding[] }) {
  return (
    <ul class="tone-hints" id="tone-hints" aria-live="polite" aria-label="How this sounds">
      {adviceOf(findings)
        .slice(0, 4)
        .map(({ kind, said, hint }) => (
          <li key={`${kind} ${hint}`}>
            <NoteIcon />
            <span>
              {said.map((words, i) => (
                <Fragment key={words}>
                  {i > 0 && ', '}
                  <q>{words}</q>
                </Fragment>
              ))}{' '}
              {said.length > 1 ? 'sound' : 'sounds'} {like[kind] ?? kind}. {hint}
            </span>
          </li>
        ))}
    </ul>
  );
}

/** The same text under the field, to give it its height and to underline what the hints are about. */
export function ToneCopy({ text, findings }: { text: string; findings: readonly ToneFinding[] }) {
  return (
    <div class="grow-copy" aria-hidden="true">
      {piecesOf(text, findings).map(({ text: part, marked }, i) => (marked ? <mark key={i}>{part}</mark> : part))}{' '}
    </div>
  );
}
