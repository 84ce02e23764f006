import type { Obstacle, RefundRequest, RefundStep } from '../../../worker/rooms/refund-schema.ts';
import { money } from '../../chat/format.ts';
import { now } from '../ui/clock.ts';
import { AlarmIcon } from '../ui/icons.tsx';
import { go } from '../ui/route.ts';
import { timeOfDay } from '../ui/time.ts';
import { Decision } from './decision.tsx';
import { eligibleWords, stepWords, toldWords } from './words.ts';

/** One thing that somebody wants their money back for, and everything needed to decide. */
export function RefundCard({ request, obstacle }: { request: RefundRequest; obstacle: Obstacle | null }) {
  const say = (amount: number) => money({ amount, currency: request.currency }, 'en');
  const exception = request.amount > request.eligibleAmount;
  return (
    <article class="refund" aria-label={`${request.item}, order ${request.order}`} data-refund={request.key}>
      <header class="refund-head">
        <h3>{request.item}</h3>
        <strong class="refund-amount">{say(request.amount)}</strong>
      </header>
      <p class="refund-facts">
        <span class={`tag ${request.eligible}`}>{eligibleWords[request.eligible]}</span>
        {exception ? (
          <span class="mark near">
            <AlarmIcon /> Exception: the policy gives {say(request.eligibleAmount)}
          </span>
        ) : null}
        <span class="muted">
          Order {request.order}, paid {say(request.paid)}
        </span>
      </p>
      <p class="refund-clause">
        {request.text} <code class="muted">{request.clause}</code>
      </p>
      <blockquote class="draft" dir="auto">
        {request.question}
      </blockquote>
      {request.status === 'open' ? (
        <Decision request={request} obstacle={obstacle} />
      ) : (
        <p>
          <strong>{request.status === 'approved' ? `Approved: ${say(request.amount)}` : 'Rejected'}</strong>{' '}
          <span class="muted">{toldWords[request.told]}</span>
        </p>
      )}
      <footer class="refund-foot">
        <History steps={request.history} say={say} />
        <button type="button" class="button quiet" onClick={() => go(request.conversation)}>
          Open conversation
        </button>
      </footer>
    </article>
  );
}

function History({ steps, say }: { steps: readonly RefundStep[]; say: (amount: number) => string }) {
  return (
    <ol class="refund-history">
      {steps.map((step) => (
        <li key={step.at + step.what}>
          <span class="muted">{timeOfDay(step.at, now.value)}</span> {stepWords(step, say(step.amount))}
          {step.reason === '' ? null : <q>{step.reason}</q>}
        </li>
      ))}
    </ol>
  );
}
