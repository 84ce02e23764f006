import { Segments } from '../ui/segments.tsx';
import { drawn, type Filters, filters } from './store.ts';
import { progressWords } from './words.ts';

const statuses: readonly (readonly [Filters['status'], string])[] = [
  ['open', 'To review'],
  ['done', 'Reviewed'],
];

const change = (part: Partial<Filters>): void => {
  filters.value = { ...filters.peek(), ...part };
};

export function Toolbar() {
  const { status, area } = filters.value;
  const known = drawn.state.value;
  const list = known.at === 'ready' ? known.value : null;
  const areas = list?.areas ?? [];
  return (
    <div class="toolbar">
      <Segments
        name="review-status"
        options={statuses}
        value={status}
        choose={(one) => change({ status: one })}
        counts={list === null ? null : list.totals}
      />
      <select class="select" aria-label="Area" value={area} onChange={(event) => change({ area: event.currentTarget.value })}>
        <option value="">All areas</option>
        {/* The chosen one stays in the list while it is loaded anew. */}
        {area === '' || areas.some((one) => one.area === area) ? null : <option value={area}>{area}</option>}
        {areas.map((one) => (
          <option key={one.area} value={one.area}>
            {one.title}
          </option>
        ))}
      </select>
      {list === null ? null : (
        <p class="progress">
          <progress max={Math.max(1, list.week.drawn)} value={list.week.reviewed} aria-label="Reviewed of those drawn in 7 days" />
          <span class="muted">{progressWords(list.week)}</span>
        </p>
      )}
    </div>
  );
}
