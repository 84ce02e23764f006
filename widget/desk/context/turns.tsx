import type { Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { DraftDecision } from '../../../worker/protocol.ts';
import type { TurnRecord } from '../../../worker/turn/record.ts';
import { decisionOn } from '../conversation/decided.ts';
import { now } from '../ui/clock.ts';
import { timeOfDay } from '../ui/time.ts';
import { outcomeWords, reasonWords } from '../words.ts';
import { Decision } from './decision.tsx';
import { percent } from './fact-lines.ts';

interface Props {
  records: readonly TurnRecord[];
  /** What people made of drafts. */
  decisions: readonly DraftDecision[];
  wanted: Signal<string | null>;
}

/** Every turn the assistant took, newest first: what it decided and, on opening, everything it decided from. */
export function Turns({ records, decisions, wanted }: Props) {
  return (
    <section class="block" aria-labelledby="turns">
      <h3 id="turns">
        Decisions <span class="count">{records.length}</span>
      </h3>
      {records.length === 0 ? <p class="muted">None yet.</p> : null}
      {records.toReversed().map((record) => (
        <Turn key={record.id} record={record} decided={decisionOn(record.id, decisions)} wanted={wanted} />
      ))}
    </section>
  );
}

interface TurnProps {
  record: TurnRecord;
  decided: DraftDecision | null;
  wanted: Signal<string | null>;
}

function Turn({ record, decided, wanted }: TurnProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const isWanted = wanted.value === record.id;
  useLayoutEffect(() => {
    const element = details.current;
    if (!isWanted || element === null) return;
    element.open = true;
    element.scrollIntoView({ block: 'nearest' });
    element.querySelector('summary')?.focus();
    wanted.value = null;
  }, [isWanted, wanted]);
  return (
    <details class="turn" ref={details}>
      <summary>
        <span class="turn-head">
          <strong>{outcomeWords[record.outcome.kind]}</strong>
          {record.outcome.kind === 'handoff' ? <span>{reasonWords[record.outcome.reason]}</span> : null}
          {record.sent ? null : <span class="tag warn">not sent</span>}
        </span>
        <span class="turn-question">{record.question}</span>
        <span class="turn-confidence">
          {/* A turn that never searched has no confidence, which is not the same as none at all. */}
          {record.passages.length === 0 ? 'No passages' : `Confidence ${percent(record.confidence)}`}
          {record.passages.length === 0 || record.engine.calibrated ? null : <span class="tag warn">uncalibrated</span>}
          <span class="turn-time">{timeOfDay(record.at, now.peek())}</span>
        </span>
      </summary>
      <Decision record={record} decided={decided} />
    </details>
  );
}
