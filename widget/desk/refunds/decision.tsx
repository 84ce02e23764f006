import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Obstacle, RefundRequest } from '../../../worker/rooms/refund-schema.ts';
import { money } from '../../chat/format.ts';
import { AlarmIcon } from '../ui/icons.tsx';
import { minorUnits, plainAmount } from './amount.ts';
import { busy, decide, trouble } from './store.ts';

type Asking = 'change' | 'reject' | null;

/** Approve, change or reject. What this person may not do is said instead of a button that would only refuse. */
export function Decision({ request, obstacle }: { request: RefundRequest; obstacle: Obstacle | null }) {
  const [asking, setAsking] = useState<Asking>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const working = busy.value === request.key;
  const problem = trouble.value?.key === request.key ? trouble.value.message : '';
  const close = () => {
    setAsking(null);
    opener.current?.focus();
  };
  const approve = () => void decide(request.key, { action: 'approve', seen: request.revision });
  return (
    <div class="refund-decision">
      {obstacle === null ? null : (
        <p class="mark near">
          <AlarmIcon /> {obstacle.message}
        </p>
      )}
      {problem === '' ? null : (
        <p class="refund-trouble" role="alert">
          {problem}
        </p>
      )}
      {asking === null ? (
        <div class="refund-actions">
          {obstacle === null ? (
            <button type="button" class="button primary" aria-disabled={working} onClick={approve}>
              {working ? 'Sending' : `Approve ${money({ amount: request.amount, currency: request.currency }, 'en')}`}
            </button>
          ) : null}
          <button type="button" class="button" ref={opener} onClick={() => setAsking('change')}>
            Change amount
          </button>
          <button type="button" class="button" onClick={() => setAsking('reject')}>
            Reject
          </button>
        </div>
      ) : (
        <Reasoned key={asking} what={asking} request={request} close={close} />
      )}
    </div>
  );
}

/** Changing and rejecting say why: colleagues and auditors read it. */
function Reasoned({ what, request, close }: { what: 'change' | 'reject'; request: RefundRequest; close: () => void }) {
  const [amount, setAmount] = useState(plainAmount(request.amount, request.currency));
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState('');
  const first = useRef<HTMLInputElement>(null);
  // The button that asked for this has gone, and the focus with it.
  useLayoutEffect(() => first.current?.focus(), []);
  const send = async (event: Event) => {
    event.preventDefault();
    const minor = minorUnits(amount, request.currency);
    if (what === 'change' && (minor === null || minor === 0))
      return setFault(`Write an amount like ${plainAmount(request.paid, request.currency)}.`);
    if (reason.trim().length < 3) return setFault('Say why, in a few words.');
    setFault('');
    const about = { seen: request.revision, reason: reason.trim() };
    const done = await decide(request.key, what === 'change' ? { action: what, amount: minor ?? 0, ...about } : { action: what, ...about });
    if (done) close();
  };
  const id = `${what}-${request.key}`;
  return (
    <form class="refund-form" onSubmit={send} noValidate>
      {what === 'change' ? (
        <label>
          New amount in {request.currency}
          <input
            class="input"
            inputMode="decimal"
            value={amount}
            ref={what === 'change' ? first : undefined}
            onInput={(event) => {
              setAmount(event.currentTarget.value);
              setFault('');
            }}
          />
        </label>
      ) : null}
      <label>
        {what === 'change' ? 'Why' : 'Why it is rejected'}
        <input
          class="input"
          maxLength={500}
          value={reason}
          ref={what === 'reject' ? first : undefined}
          aria-describedby={fault === '' ? undefined : id}
          onInput={(event) => {
            setReason(event.currentTarget.value);
            setFault('');
          }}
        />
      </label>
      {fault === '' ? null : (
        <p class="refund-trouble" id={id} role="alert">
          {fault}
        </p>
      )}
      <div class="refund-actions">
        <button type="submit" class="button primary" aria-disabled={busy.value !== null}>
          {what === 'change' ? 'Change amount' : 'Reject'}
        </button>
        <button type="button" class="button" onClick={close}>
          Cancel
        </button>
      </div>
    </form>
  );
}
