interface Props<T extends string> {
  /** Name of the radio group; one of its kind on a page. */
  name: string;
  options: readonly (readonly [T, string])[];
  value: T;
  choose: (value: T) => void;
  /** How many there are of each; left out where it is not known. */
  counts?: Partial<Record<T, number>> | null;
}

/** Which part of a list is shown: one of a few, side by side. */
export function Segments<T extends string>({ name, options, value, choose, counts = null }: Props<T>) {
  return (
    <fieldset class="segments" aria-label="Show">
      {options.map(([one, words]) => (
        <label key={one} class="segment">
          <input type="radio" name={name} checked={value === one} onChange={() => choose(one)} />
          <span>
            {words} {counts?.[one] === undefined ? null : <span class="count">{counts[one]}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
