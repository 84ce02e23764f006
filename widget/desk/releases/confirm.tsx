import { useEffect, useRef, useState } from 'preact/hooks';
import { AlarmIcon } from '../ui/icons.tsx';
import { count } from '../ui/time.ts';
import type { Wish } from './api.ts';
import { busy, confirm, details, trouble, want } from './store.ts';
import { changesInBrief, shortHash } from './words.ts';

const titles: Record<Wish['kind'], string> = { approve: 'Approve release', activate: 'Activate release', rollback: 'Roll back to release' };
const buttons: Record<Wish['kind'], string> = { approve: 'Approve', activate: 'Activate', rollback: 'Roll back' };

/** Says what will change before it does. Escape and Cancel change nothing; the focus goes back to where it was. */
export function Confirm({ wish }: { wish: Wish }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [read, setRead] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const known = details.value.get(wish.hash);
  const report = known?.at === 'ready' ? known.value : null;
  const changed = report?.gate?.replay.changed ?? 0;
  const acknowledges = wish.kind === 'approve' && changed > 0;
  const ready = report !== null && (!acknowledges || read) && !busy.value;
  return (
    <dialog class="sheet" ref={dialog} aria-labelledby="confirm-title" onClose={() => want(null)}>
      <h2 id="confirm-title">
        {titles[wish.kind]} <code>{shortHash(wish.hash)}</code>
      </h2>
      <p>{consequence(wish)}</p>
      {known?.at === 'failed' ? (
        <p class="mark late" role="alert">
          <AlarmIcon /> {known.message}
        </p>
      ) : (
        <p>{report === null ? 'Reading what it changes' : changesInBrief(report.changes)}</p>
      )}
      {acknowledges ? (
        <label class="check">
          <input type="checkbox" checked={read} onChange={(event) => setRead(event.currentTarget.checked)} />
          {count(changed, 'recorded turn')} would end differently. I have read the differences.
        </label>
      ) : null}
      {trouble.value === '' ? null : (
        <p class="mark late" role="alert">
          <AlarmIcon /> {trouble.value}
        </p>
      )}
      <div class="release-actions">
        <button type="button" class="button primary" aria-disabled={!ready} onClick={() => (ready ? void confirm(wish) : undefined)}>
          {busy.value ? 'One moment' : buttons[wish.kind]}
        </button>
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          Cancel
        </button>
      </div>
    </dialog>
  );
}

function consequence(wish: Wish): string {
  if (wish.kind === 'approve') return 'You answer for it with your name. Customers meet it once it is activated.';
  if (wish.kind === 'activate') return 'Customers meet it from now on, within 5 seconds, also in conversations that are open.';
  return `Customers meet it again, within 5 seconds. Release ${shortHash(wish.from)} stays here and can be activated again.`;
}
