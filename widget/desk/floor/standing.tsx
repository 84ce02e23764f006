import { AlarmIcon, CheckIcon, ClockIcon } from '../ui/icons.tsx';
import type { Standing } from './view.ts';
import { standingText } from './words.ts';

/** Promised times of several at once: the worst decides the colour, words say it. */
export function StandingMark({ standing }: { standing: Standing }) {
  const urgency = standing.breached > 0 ? 'late' : standing.nearing > 0 ? 'near' : 'ok';
  return (
    <span class={`mark ${urgency}`}>
      {urgency === 'late' ? <AlarmIcon /> : urgency === 'near' ? <ClockIcon /> : <CheckIcon />} {standingText(standing)}
    </span>
  );
}
