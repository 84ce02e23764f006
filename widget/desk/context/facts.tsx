import type { TurnRecord } from '../../../worker/turn/record.ts';
import { type FactLine, factLines } from './fact-lines.ts';

/** What triage and retrieval made of the customer's last words: the rules saw exactly this. */
export function LatestFacts({ record, heading = 'Facts of the latest turn' }: { record: TurnRecord | undefined; heading?: string }) {
  return (
    <section class="block" aria-labelledby="facts">
      <h3 id="facts">{heading}</h3>
      {record === undefined ? (
        <p class="muted">The assistant has not taken a turn.</p>
      ) : (
        <dl class="pairs">
          {factLines(record.facts).map((line) => (
            <Line key={line.term} line={line} />
          ))}
        </dl>
      )}
    </section>
  );
}

function Line({ line }: { line: FactLine }) {
  return (
    <div>
      <dt>{line.term}</dt>
      <dd class={line.alert ? 'strong' : undefined}>{line.value}</dd>
    </div>
  );
}
