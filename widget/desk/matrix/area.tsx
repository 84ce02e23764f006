import type { MatrixArea } from '../../../worker/desk/matrix-schema.ts';
import { reasonWords } from '../words.ts';
import { Level } from './level.tsx';
import { PauseSwitch } from './pause.tsx';
import { numberLines } from './words.ts';

/** One row of the matrix: who does what, how far the assistant goes, and what came of it. */
export function Area({ area, days, mayDecide }: { area: MatrixArea; days: number; mayDecide: boolean }) {
  const { id, title, assistant, humans, owner, risk } = area;
  return (
    <section class="matrix-area" aria-labelledby={`area-${id}`} data-paused={area.pause !== null}>
      <h3 id={`area-${id}`}>
        {title} <span class={risk === 'high' ? 'tag warn' : 'tag'}>{risk} risk</span>
        {area.pause === null ? null : <span class="tag warn">paused</span>}
      </h3>
      <div class="matrix-columns">
        <div>
          <dl class="pairs">
            <Pair term="Assistant" words={assistant} />
            <Pair term="People" words={humans} />
            <Pair term="Owner" words={owner} />
          </dl>
          <Controls area={area} />
        </div>
        <div class="matrix-settings">
          <Level area={area} mayDecide={mayDecide} />
          <PauseSwitch area={id} name={title} pause={area.pause} mayDecide={mayDecide} />
        </div>
        <Numbers area={area} days={days} />
      </div>
    </section>
  );
}

function Pair({ term, words }: { term: string; words: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{words}</dd>
    </div>
  );
}

/** Where each safeguard is kept: paths, because the page does not know where the code lives. */
function Controls({ area: { title, controls } }: { area: MatrixArea }) {
  if (controls.length === 0) return <p class="muted">No controls are named.</p>;
  return (
    <div class="matrix-controls">
      <h4>Controls</h4>
      {controls.map(({ id, words, sources, tests }) => (
        <details key={id}>
          <summary>
            {id} <span class="visually-hidden">in {title}</span>
          </summary>
          <p>{words}</p>
          <Paths name="Enforced by" of={sources} />
          <Paths name="Proven by" of={tests} />
        </details>
      ))}
    </div>
  );
}

function Paths({ name, of }: { name: string; of: readonly string[] }) {
  if (of.length === 0) return null;
  return (
    <p class="small-text">
      <span class="muted">{name}</span>
      {of.map((path) => (
        <code key={path}>{path}</code>
      ))}
    </p>
  );
}

function Numbers({ area: { id, numbers, everywhere }, days }: { area: MatrixArea; days: number }) {
  return (
    <div class="matrix-numbers">
      <h4 id={`numbers-${id}`}>Last {days} days</h4>
      {numbers.turns === 0 && numbers.reviewed === 0 ? (
        <p class="muted">{everywhere ? 'Counted in the areas that messages go to.' : 'No turns.'}</p>
      ) : (
        <dl class="pairs">
          {numberLines(numbers).map(([term, words]) => (
            <Pair key={term} term={term} words={words} />
          ))}
        </dl>
      )}
      {numbers.reasons.length === 0 ? null : (
        <ul class="matrix-reasons" aria-label="Handed over because">
          {numbers.reasons.map(({ reason, count }) => (
            <li key={reason}>
              <span>{reasonWords[reason]}</span> <span class="count">{count.toLocaleString('en')}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
