import { Failed } from '../questions/failed.tsx';
import { AlarmIcon, ClockIcon, RobotIcon } from '../ui/icons.tsx';
import { loadShare, share } from './share.ts';
import type { Floor } from './view.ts';
import { outcomesText, shareText } from './words.ts';

/** The whole floor in a few numbers, worst first. */
export function Summary({ totals }: { totals: Floor['totals'] }) {
  return (
    <section aria-label="Now">
      <dl class="floor-numbers">
        <Figure words="Late" of={totals.breached} urgency={totals.breached > 0 ? 'late' : ''} />
        <Figure words="Soon due" of={totals.nearing} urgency={totals.nearing > 0 ? 'near' : ''} />
        <Figure words="Waiting" of={totals.waiting} />
        {totals.missed === 0 ? null : <Figure words="Missed" of={totals.missed} />}
        <Figure words="With people" of={totals.claimed} />
        <Figure words="Online" of={totals.online} />
        <Figure words="Away" of={totals.away} />
      </dl>
      <AssistantShare />
    </section>
  );
}

function Figure({ words, of, urgency = '' }: { words: string; of: number; urgency?: 'near' | 'late' | '' }) {
  return (
    <div class={urgency}>
      <dt>
        {urgency === 'late' ? <AlarmIcon /> : urgency === 'near' ? <ClockIcon /> : null} {words}
      </dt>
      <dd>{of}</dd>
    </div>
  );
}

function AssistantShare() {
  const state = share.state.value;
  if (state.at === 'loading') return <p class="muted">Counting what the assistant did</p>;
  if (state.at === 'failed')
    return <Failed what="What the assistant did could not be counted." message={state.message} retry={loadShare} />;
  const outcomes = outcomesText(state.value);
  return (
    <p class="floor-share">
      <RobotIcon /> {shareText(state.value)} {outcomes === '' ? null : <span class="muted">The assistant’s turns: {outcomes}.</span>}
    </p>
  );
}
