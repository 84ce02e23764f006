import { useSignal } from '@preact/signals';
import type { Conversation } from '../conversation/conversation.ts';
import { exportOne } from '../history/api.ts';
import { linkTo } from '../history/words.ts';
import { announce } from '../ui/announce.tsx';
import { failure } from '../ui/failure.ts';
import { save } from '../ui/save.ts';

/** A link for a colleague, and the whole of it as a file. */
export function Take({ conversation: { id } }: { conversation: Conversation }) {
  const said = useSignal('');
  const busy = useSignal(false);
  const run = async (work: () => Promise<string>) => {
    if (busy.peek()) return;
    busy.value = true;
    said.value = await work().catch(failure);
    busy.value = false;
  };
  const copy = () =>
    run(async () => {
      const copied = await navigator.clipboard.writeText(linkTo(id)).then(
        () => true,
        () => false,
      );
      // A browser may refuse: then the link is there to be copied by hand.
      const words = copied ? 'The link is copied. It opens for everyone at this desk.' : linkTo(id);
      announce(words);
      return words;
    });
  const take = (format: 'txt' | 'json') =>
    run(async () => {
      save(await exportOne(id, format));
      return '';
    });
  return (
    <section class="block" aria-labelledby="take">
      <h3 id="take">This conversation</h3>
      <div class="take">
        <button type="button" class="button small" aria-disabled={busy.value} onClick={copy}>
          Copy link
        </button>
        <button type="button" class="button small" aria-disabled={busy.value} onClick={() => take('txt')}>
          Export text
        </button>
        <button type="button" class="button small" aria-disabled={busy.value} onClick={() => take('json')}>
          Export JSON
        </button>
      </div>
      {said.value === '' ? null : <p class="muted small-text take-said">{said.value}</p>}
    </section>
  );
}
