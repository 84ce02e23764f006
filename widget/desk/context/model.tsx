import type { ModelCall } from '../../../worker/ports/model/port.ts';
import type { ModelRecord } from '../../../worker/turn/record.ts';
import { CheckIcon, CrossIcon } from '../ui/icons.tsx';
import { title } from '../words.ts';
import { callLine } from './model-lines.ts';

/** What a model was asked in a turn, what left for it, and what it said that nobody was sent. */
export function ModelPart({ model: { calls, refused, second } }: { model: ModelRecord }) {
  return (
    <>
      <ul class="model-calls">
        {calls.map((call, i) => (
          <Call key={i} call={call} />
        ))}
      </ul>
      {second.length === 0 ? null : (
        <p>
          Second opinion: <span class="strong">{second.map(title).join(', ')}</span>
        </p>
      )}
      {refused.length === 0 ? null : (
        <>
          <h5>Refused by the guard</h5>
          <ul class="refused">
            {refused.map(({ text, reason }, i) => (
              <li key={i}>
                <span dir="auto">{text}</span>
                <span class="muted small-text">{reason}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Call({ call }: { call: ModelCall }) {
  const { fault, sent } = call;
  // No fault of the model's service: we hung up when the guard refused a sentence.
  const stopped = fault?.kind === 'stopped';
  return (
    <li>
      <p class={fault === undefined ? 'mark ok' : stopped ? 'mark' : 'mark late'}>
        {fault === undefined ? <CheckIcon /> : <CrossIcon />}
        <span>
          {callLine(call)}
          {fault === undefined ? null : <span class="muted">: {stopped ? 'stopped at a sentence that was refused' : fault.why}</span>}
        </span>
      </p>
      {sent === '' ? null : (
        <details class="model-sent">
          <summary>What was sent</summary>
          {/* Scrolls, so that a keyboard can get at what is below. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus. */}
          <pre tabIndex={0} dir="auto">
            {sent}
          </pre>
        </details>
      )}
    </li>
  );
}
