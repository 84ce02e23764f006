import type { QuestionStatus } from '../../../worker/records/questions/schema.ts';
import { Segments } from '../ui/segments.tsx';
import { languageName, questionStatusWords } from '../words.ts';
import { type Filters, filters } from './filters.ts';
import { groups } from './store.ts';

const statuses: readonly QuestionStatus[] = ['open', 'done', 'ignored'];
const spans: readonly (readonly [days: number, words: string])[] = [
  [0, 'At any time'],
  [7, 'Last 7 days'],
  [30, 'Last 30 days'],
  [90, 'Last 90 days'],
];

const change = (part: Partial<Filters>): void => {
  filters.value = { ...filters.peek(), ...part };
};

export function Toolbar() {
  const { status, language, days } = filters.value;
  const known = groups.state.value;
  const totals = known.at === 'ready' ? known.value.totals : null;
  const languages = known.at === 'ready' ? known.value.languages : [];
  // The chosen one stays in the list while it is loaded anew.
  const offered = language === '' || languages.includes(language) ? languages : [language, ...languages];
  return (
    <div class="toolbar">
      <Segments
        name="status"
        options={statuses.map((one) => [one, questionStatusWords[one]] as const)}
        value={status}
        choose={(one) => change({ status: one })}
        counts={totals}
      />
      <select class="select" aria-label="Language" value={language} onChange={(event) => change({ language: event.currentTarget.value })}>
        <option value="">All languages</option>
        {offered.map((one) => (
          <option key={one} value={one}>
            {languageName(one)}
          </option>
        ))}
      </select>
      <select class="select" aria-label="Asked" value={days} onChange={(event) => change({ days: Number(event.currentTarget.value) })}>
        {spans.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
