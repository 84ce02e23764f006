import type { DraftDecision } from '../../../worker/protocol.ts';
import { queue } from '../queue/store.ts';
import { CheckIcon, CrossIcon } from '../ui/icons.tsx';
import { clockOnly } from '../ui/time.ts';
import { decidedText } from './decided.ts';

/** What became of a draft, for the team. */
export function DecisionItem({ decision }: { decision: DraftDecision }) {
  return (
    <li class="message notice-line">
      <span class="notice-text">
        {decision.decision === 'reject' ? <CrossIcon /> : <CheckIcon />} <span>{decidedText(decision, queue.value.me?.id ?? '')}</span>
      </span>
      <time dateTime={decision.at}>{clockOnly(decision.at)}</time>
    </li>
  );
}
