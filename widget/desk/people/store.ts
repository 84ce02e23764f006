import { computed, signal } from '@preact/signals';
import type { PersonAccess, PersonChange, Roster } from '../../../worker/rooms/people-schema.ts';
import { acting, silent } from '../ui/acting.ts';
import { announce } from '../ui/announce.tsx';
import { failure } from '../ui/failure.ts';
import { source } from '../ui/load.ts';
import { addPerson, changePerson, makeInvite, readAccess, readRoster } from './api.ts';

export const roster = source<Roster>(failure);
/** The person whose sessions and links are shown. */
export const opened = signal<string | null>(null);
export const access = source<PersonAccess>(failure);
/** Somebody is being added (`new`) or changed. */
export const editing = signal<string | null>(null);
/** A link that was made just now. Nobody, not even the server, can show it again. */
export const made = signal<{ person: string; token: string; expiresAt: string } | null>(null);

export const loadRoster = (): Promise<void> => roster.load(readRoster);

async function loadAccess(): Promise<void> {
  const id = opened.peek();
  if (id !== null) await access.load(() => readAccess(id));
}

const acts = acting<'work'>({ say: silent, after: () => Promise.all([loadRoster(), loadAccess()]) });
export const { trouble } = acts;
export const busy = computed(() => acts.busy.value !== null);

/** Says when it was done; true then. */
export const doFor = (work: () => Promise<void>, done: string): Promise<boolean> =>
  acts.once('work', () => work().then(() => announce(done)));

const refreshEvery = 15_000;

export function watchPeople(): () => void {
  close();
  trouble.value = '';
  void loadRoster();
  const timer = setInterval(() => {
    if (busy.peek() || document.hidden || roster.state.peek().at !== 'ready') return;
    void loadRoster();
    void loadAccess();
  }, refreshEvery);
  return () => {
    clearInterval(timer);
    close();
    editing.value = null;
  };
}

/** A link that was shown is not kept on a screen that somebody walks away from. */
function close(): void {
  opened.value = null;
  made.value = null;
}

/** Opens the sessions and links of a person, or closes them. */
export function open(id: string): void {
  const next = opened.peek() === id ? null : id;
  close();
  opened.value = next;
  access.clear();
  void loadAccess();
}

/** Adds somebody (`null`) or changes who is there. */
export function save(id: string | null, change: PersonChange, name: string): Promise<boolean> {
  if (id !== null && Object.keys(change).length === 0) return Promise.resolve(true);
  return doFor(
    async () => {
      if (id !== null) return changePerson(id, change);
      const added = await addPerson(change);
      made.value = null;
      opened.value = added;
    },
    id === null ? `${name} was added.` : `${name} was changed.`,
  );
}

export const invite = (id: string): Promise<boolean> =>
  doFor(async () => {
    made.value = { person: id, ...(await makeInvite(id)) };
  }, 'A sign-in link was made.');
