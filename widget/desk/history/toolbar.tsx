import { useEffect, useRef } from 'preact/hooks';
import { CrossIcon } from '../ui/icons.tsx';
import { Fields } from './fields.tsx';
import { change, chosen, filters, unfiltered } from './filters.ts';
import { busy, exportFound, searchNow, typed } from './store.ts';

export function Toolbar({ mayExport }: { mayExport: boolean }) {
  const now = filters.value;
  const many = chosen(now);
  const details = useRef<HTMLDetailsElement>(null);
  // What narrows the list down is in sight when one comes back to it.
  useEffect(() => {
    if (details.current !== null && many > 0 && now.customer === null) details.current.open = true;
  }, []);
  return (
    <search class="toolbar past-toolbar">
      <form
        class="past-search"
        onSubmit={(event) => {
          event.preventDefault();
          searchNow();
        }}
      >
        <input
          type="search"
          class="select"
          aria-label="Search past conversations"
          placeholder="Search words, orders, names"
          maxLength={300}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
      </form>
      {now.customer === null ? null : (
        <button type="button" class="button small chip" onClick={() => change({ customer: null })}>
          Only {now.customer.label} <CrossIcon />
          <span class="visually-hidden">, show all customers</span>
        </button>
      )}
      <details class="past-filters" ref={details}>
        <summary>
          Filters <span class="count">{many === 0 ? 'none' : many}</span>
        </summary>
        <Fields />
        {many === 0 ? null : (
          <button
            type="button"
            class="button small"
            onClick={() => {
              filters.value = { ...unfiltered, q: now.q };
            }}
          >
            Clear filters
          </button>
        )}
      </details>
      {mayExport ? (
        <button
          type="button"
          class="button small"
          aria-disabled={busy.value === 'export'}
          title="What is found, at most 10,000 rows. Exports are logged."
          onClick={exportFound}
        >
          {busy.value === 'export' ? 'Exporting' : 'Export CSV'}
        </button>
      ) : null}
    </search>
  );
}
