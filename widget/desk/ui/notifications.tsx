import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Dialog } from './dialog.tsx';
import { closed, dialog } from './dialogs.ts';
import { askPermission, permission } from './notify.ts';
import { browserOn, shortcutsOn, soundOn, wordsOn } from './settings.ts';
import { playTone } from './tone.ts';

const refusedText = {
  denied: 'This browser blocks notifications of this page. Allow them in the settings of the page, beside its address.',
  unsupported: 'This browser has no notifications for pages.',
  default: 'Not allowed yet. Switch it on again to be asked.',
  granted: '',
} as const;

/** What tells of something new, and which keys work; for this browser. */
export function Notifications() {
  const refused = useSignal('');
  if (dialog.value !== 'notifications') return null;
  const askBrowser = async (on: boolean) => {
    refused.value = '';
    browserOn.value = on;
    if (!on || (await askPermission())) return;
    browserOn.value = false;
    refused.value = refusedText[permission()];
  };
  return (
    <Dialog class="sheet" label="notifications-title" onClose={() => closed('notifications')}>
      {(close) => (
        <>
          <h2 id="notifications-title">Notifications</h2>
          <p class="muted">For somebody new in the queue, and for new messages in your conversations.</p>
          <Check
            on={soundOn}
            change={(on) => {
              soundOn.value = on;
              // Heard at once, so that the volume can be set now.
              if (on) playTone('arrived').catch(() => undefined);
            }}
          >
            Sound
          </Check>
          <Check on={browserOn} change={(on) => void askBrowser(on)}>
            Browser notifications while the desk is out of sight
          </Check>
          <p class="mark late" role="alert">
            {refused.value}
          </p>
          <Check on={wordsOn} hint="They may show on a locked or shared screen.">
            With the customer’s name and words
          </Check>
          <h3>Keys</h3>
          <Check on={shortcutsOn} hint="Off: only Ctrl + K and the keys of the browser work.">
            Single-key shortcuts
          </Check>
          <div class="sheet-actions">
            <button type="button" class="button primary" onClick={close}>
              Close
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}

interface CheckProps {
  on: Signal<boolean>;
  change?: (on: boolean) => void;
  hint?: string;
  children: ComponentChildren;
}

function Check({ on, change, hint, children }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={on.value}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          if (change === undefined) on.value = checked;
          else change(checked);
        }}
      />
      <span>
        {children}
        {hint === undefined ? null : <span class="muted check-hint">{hint}</span>}
      </span>
    </label>
  );
}
