import type { Pause } from '../../../worker/rooms/controls-schema.ts';
import { now } from '../ui/clock.ts';
import { AlarmIcon } from '../ui/icons.tsx';
import { timeOfDay } from '../ui/time.ts';
import { Reason } from './reason.tsx';
import { want, wanted } from './store.ts';

interface Props {
  area: string;
  /** As a person would name it: "all areas". */
  name: string;
  pause: Pause | null;
  mayDecide: boolean;
}

/** Whether an area is paused, by whom and why, and the switch for those who may. */
export function PauseSwitch({ area, name, pause, mayDecide }: Props) {
  const asked = wanted.value?.area === area && wanted.value.wish.kind !== 'level' ? wanted.value.wish : null;
  const kind = pause === null ? 'pause' : 'resume';
  return (
    <div class="pause-switch">
      {pause === null ? null : (
        <p class="paused-by">
          <AlarmIcon />
          <span>
            <strong>Paused</strong> by {pause.by.name}, {timeOfDay(pause.at, now.value)}: <span dir="auto">{pause.why}</span>
          </span>
        </p>
      )}
      {mayDecide && asked === null ? (
        <button type="button" id={`pause-${area}`} class="button" onClick={() => want(area, { kind })}>
          {pause === null ? 'Pause' : 'Resume'} <span class={area === 'all' ? undefined : 'visually-hidden'}>{name}</span>
        </button>
      ) : null}
      {mayDecide && asked !== null ? (
        <Reason area={area} wish={asked} button={`${asked.kind === 'pause' ? 'Pause' : 'Resume'} ${name}`} />
      ) : null}
    </div>
  );
}
