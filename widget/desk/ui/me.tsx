import { useSignal } from '@preact/signals';
import type { Person } from '../../../worker/protocol.ts';
import { unsent } from '../conversation/open.ts';
import { leave } from '../session/store.ts';
import { roleWords } from '../words.ts';
import { type DeskDialog, showDialog } from './dialogs.ts';
import { Disclosure } from './disclosure.tsx';
import { nextTheme, theme } from './settings.ts';

/** Who is signed in, and what they set for themselves. */
export function Me({ person }: { person: Person }) {
  return (
    <Disclosure class="me" label={<span class="top-name">{person.name}</span>}>
      {(close) => (
        <ul>
          <li class="me-role muted">{roleWords[person.role]}</li>
          <Opener which="palette" close={close} words="Commands" />
          <Opener which="keys" close={close} words="Keys" />
          <Opener which="notifications" close={close} words="Notifications" />
          <li>
            <button type="button" class="button quiet" onClick={nextTheme}>
              Theme: {theme.value === 'system' ? 'auto' : theme.value}
            </button>
          </li>
          <li>
            <SignOut />
          </li>
        </ul>
      )}
    </Disclosure>
  );
}

function Opener({ which, close, words }: { which: DeskDialog; close: () => void; words: string }) {
  const open = () => {
    close();
    showDialog(which);
  };
  return (
    <li>
      <button type="button" class="button quiet" onClick={open}>
        {words}
      </button>
    </li>
  );
}

function SignOut() {
  const failed = useSignal(false);
  const asked = useSignal(false);
  const run = () => {
    // Signing out wipes this tab, so what has not gone out would be lost: said once, done on the second press.
    if (unsent.value > 0 && !asked.value) {
      asked.value = true;
      return;
    }
    failed.value = false;
    leave().catch(() => {
      failed.value = true;
    });
  };
  const losing = asked.value && unsent.value > 0;
  return (
    <button type="button" class="button quiet" onClick={run}>
      {failed.value ? 'Sign out failed, try again' : losing ? `Sign out and lose ${unsent.value} unsent` : 'Sign out'}
    </button>
  );
}
