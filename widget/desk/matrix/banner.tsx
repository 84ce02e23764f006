import { AlarmIcon } from '../ui/icons.tsx';
import { pauses } from './store.ts';
import { bannerText } from './words.ts';

/** Above every page while anything is paused, so that nobody wonders why everything comes to people. */
export function PauseBanner() {
  if (pauses.value.length === 0) return null;
  return (
    <aside class="pause-banner" aria-label="Paused">
      <p>
        <AlarmIcon /> {bannerText(pauses.value)} <a href="#/matrix">See who paused it, and why</a>
      </p>
    </aside>
  );
}
