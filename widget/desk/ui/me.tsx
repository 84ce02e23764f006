import { useSignal } from '@preact/signals';
import type { Person } from '../../../worker/protocol.ts';
import { unsent } from '../conversation/open.ts';
import { chosen } from '../queue/my-presence.ts';
import { myPresence, PresenceControl } from '../queue/presence.tsx';
import { presenceWords } from '../queue/presence-words.ts';
import { leave } from '../session/store.ts';
import { roleWords } from '../words.ts';
import { type DeskDialog, showDialog } from './dialogs.ts';
import { Disclosure } from './disclosure.tsx';
import { nextTheme, theme } from './settings.ts';

/** Who is signed in, and what they set for themselves. */
export function Me({ person }: { person: Person }) {
  return (
    <Disclosure class="me" label={<Label name={person.name} />}>
      {(close) => (
        <ul>
          <li class="me-role muted">{roleWords[person.role]}</li>
          <li class="me-presence">
            <PresenceControl />
          </li>
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

/** Where the header has no room for the choice itself, it says what was chosen. */
function Label({ name }: { name: string }) {
  const presence = chosen.value ?? myPresence.value;
  return (
    <>
      {presence === null ? null : (
        <span class={`me-presence ${presence}`}>
          <span class="presence-dot" aria-hidden="true" />
          <span class="visually-hidden">{presenceWords[presence]}, </span>
        </span>
      )}
      <span class="top-name">{name}</span>
    </>
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
