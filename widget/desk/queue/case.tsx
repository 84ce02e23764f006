import type { QueueEntry } from '../../../worker/protocol.ts';
import { now } from '../ui/clock.ts';
import { AlarmIcon, ClockIcon } from '../ui/icons.tsx';
import { legalDue, privacyTitle } from './due.ts';

/** The legal day of a privacy request, and what the customer already gave, under the name of who waits. */
export function Case({ entry: { due, privacyType, given } }: { entry: QueueEntry }) {
  return (
    <>
      {due === undefined ? null : (
        <span class="row-case">
          <span>{privacyTitle(privacyType)}</span> <DueMark due={due} />
        </span>
      )}
      {given === undefined ? null : (
        <span class="row-given muted">
          <span class="visually-hidden">Gave </span>
          {[given.order, given.email].filter((one) => one !== '').join(' · ')}
        </span>
      )}
    </>
  );
}

export function DueMark({ due }: { due: string }) {
  const { urgency, text } = legalDue(due, now.value);
  return (
    <span class={`mark ${urgency}`}>
      {urgency === 'late' ? <AlarmIcon /> : <ClockIcon />} {text}
    </span>
  );
}
