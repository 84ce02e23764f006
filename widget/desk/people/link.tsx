import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { now } from '../ui/clock.ts';
import { timeOfDay } from '../ui/time.ts';
import { linkOf } from './words.ts';

interface Props {
  name: string;
  site: string;
  made: { token: string; expiresAt: string };
}

/** A link that was made just now: to copy, because it is shown only here and only now. */
export function MadeLink({ name, site, made: { token, expiresAt } }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const said = useSignal('');
  useEffect(() => field.current?.select(), [token]);
  const copy = () => {
    field.current?.select();
    const copied = navigator.clipboard?.writeText(field.current?.value ?? '') ?? Promise.reject(new Error('no clipboard'));
    copied.then(
      () => {
        said.value = 'Copied.';
      },
      () => {
        said.value = 'It could not be copied here. It is selected: press Ctrl + C.';
      },
    );
  };
  return (
    <div class="made-link">
      <label>
        <span>New link for {name}</span>
        <input ref={field} class="select" type="text" readOnly value={linkOf(location.origin, site, token)} />
      </label>
      <button type="button" class="button" onClick={copy}>
        Copy
      </button>
      <p class="muted" role="status">
        {said.value} Works once, until {timeOfDay(expiresAt, now.value)}, and is shown only now. Send it to {name} alone.
      </p>
    </div>
  );
}
