import { computed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { queue } from '../queue/store.ts';
import { useKeptFocus } from './kept-focus.ts';
import { People } from './people.tsx';
import { watchShare } from './share.ts';
import { Summary } from './summary.tsx';
import { Teams } from './teams.tsx';
import { floorOf } from './view.ts';

const floor = computed(() => floorOf(queue.value.parts, queue.value.agents, queue.value.teams));

/** The live floor: who is on what, who waits where, and what has to be looked at first. Everything moves by itself. */
export function FloorPage() {
  useEffect(watchShare, []);
  useKeptFocus();
  const { me, mode } = queue.value;
  const { totals, teams, people } = floor.value;
  return (
    <main class="panes floor">
      <section class="pane" aria-labelledby="floor-title">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus. */}
        <div class="floor-scroll" tabIndex={0}>
          <h2 id="floor-title">Floor</h2>
          {me === null ? (
            <p class="empty">Loading the floor</p>
          ) : (
            <>
              <Summary totals={totals} />
              <p class="muted">
                {mode === 'automatic' ? 'Who is online and has room is given the next one.' : 'People take the next one from the queue.'}
              </p>
              <Teams teams={teams} me={me} />
              <People people={people} me={me} />
            </>
          )}
        </div>
      </section>
    </main>
  );
}
