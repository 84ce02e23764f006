import { everything, parts, queue, teamFilter } from './store.ts';
import { chooseTeam } from './team-choice.ts';
import { myTeams } from './team-filter.ts';

/** Whose entries are shown, above them; and that there are more. */
export function TeamChoice() {
  const { teams } = queue.value;
  if (teams.length < 2) return null;
  const hidden = everything.value.waiting.length - parts.value.waiting.length;
  return (
    <div class="team-choice">
      <label>
        <span class="visually-hidden">Show the queue of</span>
        <select value={teamFilter.value} onChange={(event) => chooseTeam(event.currentTarget.value)}>
          {myTeams(queue.value).length === 0 ? null : <option value="mine">My teams</option>}
          <option value="all">All teams</option>
          {teams.map(({ id, title, open }) => (
            <option key={id} value={id}>
              {title}
              {open ? '' : ', closed'}
            </option>
          ))}
        </select>
      </label>
      {hidden === 0 ? null : (
        <button type="button" class="link-button" onClick={() => chooseTeam('all')}>
          {hidden} more waiting
        </button>
      )}
    </div>
  );
}
