import { signal } from '@preact/signals';
import type { TeamFilter } from './team-filter.ts';

const KEY = 'handrail.desk.team';

const read = (): TeamFilter => {
  try {
    return localStorage.getItem(KEY) ?? 'mine';
  } catch {
    // Storage may be switched off; the choice then lasts as long as the page.
    return 'mine';
  }
};

/** As chosen, and kept in this browser. What it comes to is in the store: a team may be gone. */
export const teamChosen = signal<TeamFilter>(read());

export function chooseTeam(team: TeamFilter): void {
  teamChosen.value = team;
  try {
    localStorage.setItem(KEY, team);
  } catch {
    // As above.
  }
}
