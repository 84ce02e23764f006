import type { Autonomy } from '../../../policy/schema.ts';
import type { MatrixArea } from '../../../worker/desk/matrix-schema.ts';
import { now } from '../ui/clock.ts';
import { timeOfDay } from '../ui/time.ts';
import { Reason } from './reason.tsx';
import { want, wanted } from './store.ts';
import { changeWords, choices, levelMeaning, levelWords } from './words.ts';

/** How far the assistant goes alone in an area, and who set it so. */
export function Level({ area, mayDecide }: { area: MatrixArea; mayDecide: boolean }) {
  const { id, title, level, ceiling, forPeople, set, everywhere, inForce } = area;
  const asked = wanted.value?.area === id && wanted.value.wish.kind === 'level' ? wanted.value.wish : null;
  const chosen: Autonomy = asked?.level ?? level;
  const fixed = !mayDecide || forPeople || ceiling === 'human-only';
  return (
    <div class="level">
      {fixed ? (
        <p>
          <span class="muted">Autonomy</span> <strong>{levelWords[level]}</strong>
        </p>
      ) : (
        <label class="level-choice">
          <span>
            Autonomy <span class="visually-hidden">of {title}</span>
          </span>
          <select
            id={`level-${id}`}
            value={chosen}
            onChange={(event) => {
              const next = choices(area).find((one) => one.level === event.currentTarget.value);
              want(id, next === undefined || next.level === level ? null : { kind: 'level', level: next.level });
            }}
          >
            {choices(area).map((choice) => (
              <option key={choice.level} value={choice.level} disabled={!choice.allowed}>
                {choice.words}
              </option>
            ))}
          </select>
        </label>
      )}
      <p class="muted small-text">
        {levelMeaning[chosen]}
        {forPeople ? ' Its controls keep it so.' : ''}
        {everywhere ? ' Every message passes here: a pause or a lower level holds in all areas.' : ''}
      </p>
      {inForce === level ? null : <p class="small-text">In force: {levelWords[inForce]}, because triage is lower.</p>}
      {asked === null ? null : <Reason area={id} wish={asked} button={changeWords(level, asked.level)} />}
      {set === null || asked !== null ? null : (
        <p class="muted small-text">
          Set by {set.by?.name ?? 'the system'}, {timeOfDay(set.at, now.value)}: <span dir="auto">{set.why}</span>
          {level === ceiling ? '' : ` The release allows ${levelWords[ceiling]}.`}
        </p>
      )}
    </div>
  );
}
