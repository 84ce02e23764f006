import type { Difference, Gate } from '../../../worker/release/gate-schema.ts';
import { now } from '../ui/clock.ts';
import { AlarmIcon } from '../ui/icons.tsx';
import { count, timeOfDay } from '../ui/time.ts';
import { sideWords } from './words.ts';

/** What the worker found when it asked the release its cases, golden questions and the latest conversations. */
export function GateResult({ gate }: { gate: Gate }) {
  const { cases, golden, replay } = gate;
  const skipped = (number: number) => (number === 0 ? '' : ` ${number} are about articles that this release does not have.`);
  return (
    <section aria-label="Gate">
      <h5>
        Gate, run by {gate.by.name}, <time dateTime={gate.startedAt}>{timeOfDay(gate.startedAt, now.value)}</time>
      </h5>
      {gate.problems.map((problem) => (
        <p key={problem} class="mark late">
          <AlarmIcon /> {problem}
        </p>
      ))}
      <dl class="pairs gate-numbers">
        <div>
          <dt>Policy cases</dt>
          <dd>
            {cases.asked - cases.failed} of {cases.asked} come out as they say.{skipped(cases.skipped)}
          </dd>
        </div>
        <div>
          <dt>Golden questions</dt>
          <dd>
            {golden.asked === 0 ? 'None asked.' : `${golden.answered} of ${golden.asked} answered, ${golden.wrong} wrong.`}
            {skipped(golden.skipped)}
          </dd>
        </div>
        <div>
          <dt>Conversations</dt>
          <dd>
            {replay.note === ''
              ? `${replay.conversations.length} asked again: ${replay.changed} of ${count(replay.turns, 'turn')} would end differently.`
              : replay.note}
          </dd>
        </div>
      </dl>
      {gate.failures.length === 0 ? null : (
        <ul class="gate-list">
          {gate.failures.map(({ check, name, expected, got }) => (
            <li key={`${check} ${name}`}>
              <code>{name}</code> <span class="muted">{check === 'golden' ? 'golden question' : 'case'}</span>
              <br />
              {expected} expected, got {got}
            </li>
          ))}
        </ul>
      )}
      {replay.differences.length === 0 ? null : <Differences of={replay.differences} />}
    </section>
  );
}

/** Never what customers wrote: a turn is found by its id, in its conversation. */
function Differences({ of }: { of: readonly Difference[] }) {
  return (
    <ul class="gate-list" aria-label="Differences">
      {of.map((one) => (
        <li key={JSON.stringify([one.before, one.after, one.change])}>
          <strong>
            {one.count} × {one.words}
          </strong>{' '}
          <span class="muted">{one.after.area || one.before.area || 'no area'}</span>
          <br />
          {sideWords(one.before)} → {sideWords(one.after)}
          {one.articles.map(({ before, after, count: times }) => (
            <div key={`${before} ${after}`} class="muted">
              {times} × article {before ?? 'none'} → {after ?? 'none'}
            </div>
          ))}
          <details>
            <summary>Turns</summary>
            <code>{one.turns.join(', ')}</code>
            {one.count > one.turns.length ? ` and ${one.count - one.turns.length} more` : ''}
          </details>
        </li>
      ))}
    </ul>
  );
}
