import type { State } from '../../../worker/protocol.ts';
import { languageName, reasonWords, stateWords, title } from '../words.ts';
import { change, filters } from './filters.ts';
import { choices } from './store.ts';

type Option<T extends string> = readonly [value: T, words: string];

const states: readonly Option<State>[] = (['assistant', 'queued', 'human', 'missed', 'resolved'] as const).map((one) => [
  one,
  stateWords[one],
]);

/** One field a filter; what can be chosen is what exists. */
export function Fields() {
  const known = choices.state.value;
  const { areas, reasons, rules, languages, agents } =
    known.at === 'ready' ? known.value : { areas: [], reasons: [], rules: [], languages: [], agents: [] };
  const now = filters.value;
  return (
    <div class="past-fields">
      <Choose name="State" value={now.state} options={states} choose={(state) => change({ state })} />
      <Choose
        name="Reason"
        value={now.reason}
        options={reasons.map((one) => [one, reasonWords[one]] as const)}
        choose={(reason) => change({ reason })}
      />
      <Choose name="Area" value={now.area} options={areas.map((one) => [one, title(one)] as const)} choose={(area) => change({ area })} />
      <Choose
        name="Agent"
        value={now.agent}
        options={agents.map(({ id, name }) => [id, name] as const)}
        choose={(agent) => change({ agent })}
      />
      <Choose name="Rule" value={now.rule} options={rules.map((one) => [one, one] as const)} choose={(rule) => change({ rule })} />
      <Choose
        name="Language"
        value={now.language}
        options={languages.map((one) => [one, languageName(one)] as const)}
        choose={(language) => change({ language })}
      />
      <Day name="From" value={now.from} choose={(from) => change({ from })} />
      <Day name="To" value={now.to} choose={(to) => change({ to })} />
      {known.at === 'failed' ? <p class="muted small-text">{known.message}</p> : null}
    </div>
  );
}

interface Chooser<T extends string> {
  name: string;
  value: T | '';
  options: readonly Option<T>[];
  choose: (value: T | '') => void;
}

function Choose<T extends string>({ name, value, options, choose }: Chooser<T>) {
  // The chosen one stays in the list while it is loaded anew.
  const offered = value === '' || options.some(([one]) => one === value) ? options : [[value, value] as const, ...options];
  return (
    <label class="past-field">
      <span>{name}</span>
      <select
        class="select"
        value={value}
        onChange={(event) => {
          const picked = event.currentTarget.value;
          choose(offered.find(([one]) => one === picked)?.[0] ?? '');
        }}
      >
        <option value="">All</option>
        {offered.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

function Day({ name, value, choose }: { name: string; value: string; choose: (day: string) => void }) {
  return (
    <label class="past-field">
      <span>{name}</span>
      <input type="date" class="select" value={value} onChange={(event) => choose(event.currentTarget.value)} />
    </label>
  );
}
