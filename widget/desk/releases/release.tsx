import type { ReleaseEntry, ReleaseReport } from '../../../worker/release/overview.ts';
import { stage } from '../session/store.ts';
import { now } from '../ui/clock.ts';
import { AlarmIcon, CheckIcon, ClockIcon } from '../ui/icons.tsx';
import type { Loaded } from '../ui/load.ts';
import { timeOfDay } from '../ui/time.ts';
import { Changes } from './changes.tsx';
import { GateResult } from './gate.tsx';
import { details, gates, loadRelease, opened, runGate, toggle, want } from './store.ts';
import { shortHash, standsInTheWay } from './words.ts';

/** One release that is not active: how far it is, what it would change, and what may be done with it. */
export function Release({ entry }: { entry: ReleaseEntry }) {
  const open = opened.value.has(entry.hash);
  const id = `release-${shortHash(entry.hash)}`;
  return (
    <article class="release" aria-labelledby={id}>
      <h4 id={id}>
        <code>{shortHash(entry.hash)}</code> <GateTag entry={entry} />{' '}
        {entry.approverName === null ? null : <span class="tag ok">approved by {entry.approverName}</span>}
      </h4>
      <p class="muted small-text">
        Uploaded by {entry.authorName}, <time dateTime={entry.uploadedAt}>{timeOfDay(entry.uploadedAt, now.value)}</time>
        {entry.activatedAt === null ? null : (
          <>
            . Last activated <time dateTime={entry.activatedAt}>{timeOfDay(entry.activatedAt, now.value)}</time>
          </>
        )}
      </p>
      <Actions entry={entry} />
      <button type="button" class="link-button" aria-expanded={open} onClick={() => toggle(entry.hash)}>
        {open ? 'Hide' : 'Show'} gate and changes <span class="visually-hidden">of {shortHash(entry.hash)}</span>
      </button>
      {open ? <Detail hash={entry.hash} known={details.value.get(entry.hash) ?? { at: 'loading' }} /> : null}
    </article>
  );
}

function GateTag({ entry: { gate } }: { entry: ReleaseEntry }) {
  if (gate === null) return <span class="tag">gate not run</span>;
  const [style, Icon] =
    gate.verdict === 'passed'
      ? (['tag ok', CheckIcon] as const)
      : gate.verdict === 'failed'
        ? (['tag warn', AlarmIcon] as const)
        : (['tag', ClockIcon] as const);
  return (
    <span class={style}>
      <Icon /> gate {gate.verdict === 'running' ? `${gate.done} of ${gate.total}` : gate.verdict}
    </span>
  );
}

function Actions({ entry }: { entry: ReleaseEntry }) {
  const { hash, gate, approver } = entry;
  const me = stage.value.at === 'in' ? stage.value.session.person.id : '';
  const running = gates.value.get(hash);
  const blocked = standsInTheWay(entry, me);
  const passed = gate?.verdict === 'passed';
  const works = running !== undefined && running.trouble === '';
  const share = running?.gate ?? null;
  return (
    <>
      <div class="release-actions">
        {passed && approver === null && blocked === '' ? (
          <button type="button" class="button primary" onClick={() => want({ kind: 'approve', hash, gate: gate.id })}>
            Approve
          </button>
        ) : null}
        {passed && approver !== null ? (
          <button type="button" class="button primary" onClick={() => want({ kind: 'activate', hash })}>
            Activate
          </button>
        ) : null}
        <button
          type="button"
          class="button"
          aria-disabled={works}
          onClick={() => void runGate(hash, gate !== null && gate.verdict !== 'running')}
        >
          {works
            ? 'Running the gate'
            : gate === null
              ? 'Run the gate'
              : gate.verdict === 'running'
                ? 'Go on with the gate'
                : 'Run the gate again'}
        </button>
      </div>
      {works ? (
        <p class="release-progress">
          <progress max={share?.total ?? 1} value={share?.done ?? 0} aria-label={`Gate of ${shortHash(hash)}`} />{' '}
          {share === null ? 'Starting' : `${share.done} of ${share.total}, ${share.cases.failed + share.golden.wrong} came out otherwise`}
        </p>
      ) : null}
      {running !== undefined && running.trouble !== '' ? (
        <p class="mark late" role="alert">
          <AlarmIcon /> {running.trouble}
        </p>
      ) : null}
      {blocked === '' || works ? null : <p class="muted">{blocked}</p>}
    </>
  );
}

function Detail({ hash, known }: { hash: string; known: Loaded<ReleaseReport> }) {
  if (known.at === 'loading') return <p class="muted">Loading</p>;
  if (known.at === 'failed')
    return (
      <p class="mark late" role="alert">
        <AlarmIcon /> {known.message}{' '}
        <button type="button" class="link-button" onClick={() => void loadRelease(hash)}>
          Try again
        </button>
      </p>
    );
  const { gate, changes, from } = known.value;
  return (
    <div class="release-detail">
      {gate === null ? <p class="muted">Its gate has not run yet.</p> : <GateResult gate={gate} />}
      <Changes changes={changes} from={from} />
    </div>
  );
}
