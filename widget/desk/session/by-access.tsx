import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { AlarmIcon } from '../ui/icons.tsx';
import { accessHost } from './api.ts';
import { siteFor } from './site.ts';
import { enterByAccess } from './store.ts';

/** The way in for those whose company stands Cloudflare Access before the desk. Shown only where it is set up. */
export function ByAccess() {
  const host = useSignal<string | null>(null);
  const site = useSignal(siteFor(location.hash));
  const refused = useSignal('');
  const busy = useSignal(false);
  useEffect(() => {
    accessHost().then(
      (found) => {
        host.value = found;
      },
      // Links work without it.
      () => {},
    );
  }, []);
  if (host.value === null) return null;
  const run = async () => {
    if (busy.value) return;
    busy.value = true;
    refused.value = await enterByAccess(site.value.trim());
    busy.value = false;
  };
  return (
    <form
      class="by-access"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <h2>With your company account</h2>
      <label class="by-access-site">
        <span>Site</span>
        <input
          class="select"
          required
          pattern="[a-z0-9\-]{2,40}"
          title="2 to 40 lower-case letters, digits and hyphens"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={site.value}
          onInput={(event) => {
            site.value = event.currentTarget.value;
          }}
        />
      </label>
      {refused.value === '' ? null : (
        <p class="mark late" role="alert">
          <AlarmIcon /> {refused.value}
        </p>
      )}
      <div>
        <button type="submit" class="button primary" aria-disabled={busy.value}>
          {busy.value ? 'Signing in' : 'Sign in'}
        </button>
      </div>
      <p class="muted small-text">Cloudflare Access at {host.value} tells the desk who you are.</p>
    </form>
  );
}
