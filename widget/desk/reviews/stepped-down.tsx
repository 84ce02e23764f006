import { useEffect } from 'preact/hooks';
import { AlarmIcon } from '../ui/icons.tsx';
import { hideSteppedDown, steppedDown, watchSteppedDown } from './stepped-down-store.ts';
import { steppedDownText } from './words.ts';

/** For leads, above every page: which area has lowered itself, and whose it is. */
export function SteppedDownBanner() {
  useEffect(watchSteppedDown, []);
  if (steppedDown.value.length === 0) return null;
  return (
    <aside class="pause-banner" aria-label="Stepped down">
      {steppedDown.value.map((one) => (
        <p key={one.area}>
          <AlarmIcon /> {steppedDownText(one)}
        </p>
      ))}
      <p class="small-text">
        <a href="#/matrix">See why in the matrix</a> ·{' '}
        <button type="button" class="link-button" onClick={hideSteppedDown}>
          Hide
        </button>
      </p>
    </aside>
  );
}
