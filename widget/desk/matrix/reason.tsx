import { useEffect, useRef, useState } from 'preact/hooks';
import { AlarmIcon } from '../ui/icons.tsx';
import type { Wish } from './api.ts';
import { busy, change, trouble, want } from './store.ts';

const LONGEST = 300;
const SHORTEST = 3;

/** Nothing is changed without a reason: it is what others read in the log. */
export function Reason({ area, wish, button }: { area: string; wish: Wish; button: string }) {
  const [why, setWhy] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const ready = why.trim().length >= SHORTEST;
  const id = `why-${area}`;
  const cancel = () => {
    want(area, null);
    document.getElementById(`${wish.kind === 'level' ? 'level' : 'pause'}-${area}`)?.focus();
  };
  return (
    <form
      class="reason"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void change(area, wish, why.trim());
        else field.current?.focus();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') cancel();
      }}
    >
      <label for={id}>Reason, for the log</label>
      <input
        id={id}
        ref={field}
        type="text"
        required
        minLength={SHORTEST}
        maxLength={LONGEST}
        autocomplete="off"
        value={why}
        onInput={(event) => setWhy(event.currentTarget.value)}
      />
      {trouble.value === '' ? null : (
        <p class="mark late" role="alert">
          <AlarmIcon /> {trouble.value}
        </p>
      )}
      <div class="reason-actions">
        <button type="submit" class="button primary" aria-disabled={!ready || busy.value}>
          {busy.value ? 'Changing' : button}
        </button>
        <button type="button" class="button quiet" onClick={cancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
