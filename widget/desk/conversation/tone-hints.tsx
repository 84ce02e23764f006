import type { ToneFinding } from '../../../policy/tone-match.ts';
import { NoteIcon } from '../ui/icons.tsx';
import { piecesOf } from './tone.ts';

const sounds: Record<string, string> = { promise: 'sounds like a promise' };

/** Advice below the field, one line a phrase. It is read out when it changes and stops nobody from sending. */
export function ToneHints({ findings }: { findings: readonly ToneFinding[] }) {
  const once = [...new Map(findings.map((finding) => [`${finding.kind} ${finding.said.toLowerCase()}`, finding])).values()];
  return (
    <ul class="tone-hints" id="tone-hints" aria-live="polite" aria-label="How this sounds">
      {once.slice(0, 4).map(({ kind, said, hint }) => (
        <li key={`${kind} ${said}`}>
          <NoteIcon />
          <span>
            <q>{said}</q> {sounds[kind] ?? `sounds ${kind}`}. {hint}
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
