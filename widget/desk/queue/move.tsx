import { type Signal, useSignal } from '@preact/signals';
import type { Person, QueueEntry } from '../../../worker/protocol.ts';
import { focusItem } from '../floor/kept-focus.ts';
import { Dialog } from '../ui/dialog.tsx';
import { AlarmIcon } from '../ui/icons.tsx';
import { route } from '../ui/route.ts';
import { priorityWords } from '../words.ts';
import { focusRow } from './cursor.ts';
import { framesOf, mayMove, mayPrioritize, priorities, type Target } from './move-choices.ts';
import { MoveTargets } from './move-targets.tsx';
import { closeMove, move, moveOpen, moveTrouble, moving, openMove } from './moving.ts';
import { entryOf } from './reduce.ts';
import { firstName, teamTitle } from './sla.tsx';
import { queue } from './store.ts';

/** For the head of a conversation; the key is the same as in the queue. */
export function MoveButton({ conversation }: { conversation: string }) {
  const entry = entryOf(queue.value, conversation);
  const { me } = queue.value;
  if (entry === null || me === null || !mayMove(entry, me)) return null;
  return (
    <button type="button" class="button" aria-keyshortcuts="m" onClick={() => openMove(entry.handoffId)}>
      Move…
    </button>
  );
}

/** To a colleague, a team or another priority, with a note. What the server refuses is said here. */
export function MoveDialog() {
  const handoffId = moveOpen.value;
  const { me } = queue.value;
  if (handoffId === null || me === null) return null;
  const close = () => {
    closeMove();
    // What had the focus may be gone with the row that moved.
    if (document.activeElement !== document.body) return;
    if (route.peek().page === 'floor') focusItem(handoffId);
    else focusRow(handoffId);
  };
  return (
    <Dialog key={handoffId} label="move-title" class="sheet move" onClose={close}>
      {(shut) => {
        const entry = queue.value.entries.get(handoffId);
        return entry === undefined ? <Gone shut={shut} /> : <Form entry={entry} me={me} shut={shut} />;
      }}
    </Dialog>
  );
}

function Gone({ shut }: { shut: () => void }) {
  return (
    <>
      <h2 id="move-title">Nothing to move</h2>
      <p role="status">This conversation has left the queue meanwhile.</p>
      <div class="sheet-actions">
        <button type="button" class="button" onClick={shut}>
          Close
        </button>
      </div>
    </>
  );
}

function Form({ entry, me, shut }: { entry: QueueEntry; me: Person; shut: () => void }) {
  const target = useSignal<Target | null>(null);
  // Unless somebody chooses one here, it is whatever it is by then.
  const wanted = useSignal<number | null>(null);
  const priority = wanted.value ?? entry.priority;
  const note = useSignal('');
  const missing = useSignal('');
  const { handoffId, customer } = entry;
  const busy = moving.value !== null;
  const submit = () => {
    const frames = framesOf(entry, target.value, priority, note.value);
    missing.value = frames === null ? 'Choose who gets it, or another priority.' : '';
    if (frames !== null) move({ handoffId, frames, done: doneText(customer, target.value, priority) });
  };
  const trouble = missing.value || (moveTrouble.value?.handoffId === handoffId ? moveTrouble.value.text : '');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2 id="move-title">Move {customer}</h2>
      <p class="muted">
        {entry.agent === null ? 'Waits' : `With ${entry.agent.id === me.id ? 'you' : entry.agent.name}`}, {teamTitle(entry.team)}
      </p>
      <MoveTargets entry={entry} me={me} target={target} />
      <Priority entry={entry} me={me} wanted={wanted} />
      <label class="move-field">
        Note for the colleague
        <textarea
          rows={2}
          maxLength={2_000}
          placeholder="What they should know. The customer never sees it."
          value={note.value}
          onInput={(event) => {
            note.value = event.currentTarget.value;
          }}
        />
      </label>
      <p class="mark late" role="alert">
        {trouble === '' ? null : (
          <>
            <AlarmIcon /> {trouble}
          </>
        )}
      </p>
      <div class="sheet-actions">
        <button type="submit" class="button primary" aria-disabled={busy}>
          {busy ? 'Moving' : buttonText(target.value, priority !== entry.priority)}
        </button>
        <button type="button" class="button" onClick={shut}>
          Cancel
        </button>
      </div>
    </form>
  );
}

function Priority({ entry, me, wanted }: { entry: QueueEntry; me: Person; wanted: Signal<number | null> }) {
  if (!mayPrioritize(entry, me))
    return <p class="move-field muted">Priority 1, at once. What may be dangerous stays first; only a lead changes that.</p>;
  return (
    <label class="move-field">
      Priority
      <select
        value={wanted.value ?? entry.priority}
        onChange={(event) => {
          wanted.value = Number(event.currentTarget.value);
        }}
      >
        {entry.priority === 1 ? <option value={1}>1 At once</option> : null}
        {priorities.map((one) => (
          <option key={one} value={one}>
            {one} {priorityWords[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

const nameOf = (id: string): string => queue.value.agents.find((one) => one.id === id)?.name ?? 'a colleague';

/** Says what happens. */
function buttonText(target: Target | null, placed: boolean): string {
  if (target === null) return placed ? 'Change priority' : 'Move';
  return target.kind === 'team' ? `Move to ${teamTitle(target.id)}` : `Give to ${firstName(nameOf(target.id))}`;
}

function doneText(customer: string, target: Target | null, priority: number): string {
  if (target === null) return `${customer} now has priority ${priority}, ${priorityWords[priority]}.`;
  return target.kind === 'team' ? `${customer} now waits for ${teamTitle(target.id)}.` : `${customer} is now with ${nameOf(target.id)}.`;
}
