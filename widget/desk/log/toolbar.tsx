import type { LogChoices } from '../../../worker/rooms/log-schema.ts';
import { filter } from './store.ts';
import { groupsOf, whoText } from './words.ts';

interface Props {
  choices: LogChoices;
  busy: boolean;
  exportShown: () => Promise<unknown>;
}

/** Whose acts, and which. What can be chosen is what there is. */
export function Toolbar({ choices: { who, what }, busy, exportShown }: Props) {
  const chosen = filter.value;
  return (
    <search class="toolbar">
      <select
        class="select"
        aria-label="Who"
        value={chosen.who ?? ''}
        onChange={(event) => {
          filter.value = { ...chosen, who: event.currentTarget.value || undefined };
        }}
      >
        <option value="">Everybody</option>
        {who.map((one) => (
          <option key={one.id} value={one.id}>
            {whoText(one)}
          </option>
        ))}
      </select>
      <select
        class="select"
        aria-label="What"
        value={chosen.what ?? ''}
        onChange={(event) => {
          filter.value = { ...chosen, what: event.currentTarget.value || undefined };
        }}
      >
        <option value="">Everything</option>
        {groupsOf(what).map(({ group, words, acts }) => (
          <optgroup key={group} label={words}>
            <option value={group}>{words}: all</option>
            {acts.map((act) => (
              <option key={act.what} value={act.what}>
                {act.words}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <button
        type="button"
        class="button small"
        aria-disabled={busy}
        title="Everything that is found. Exports are logged."
        onClick={() => void exportShown()}
      >
        {busy ? 'Exporting' : 'Export CSV'}
      </button>
    </search>
  );
}
