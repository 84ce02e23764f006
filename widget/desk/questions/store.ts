import { effect, untracked } from '@preact/signals';
import type { QuestionGroupPage, QuestionGroups, QuestionStatus } from '../../../worker/records/questions/schema.ts';
import { acting } from '../ui/acting.ts';
import { announce } from '../ui/announce.tsx';
import { now } from '../ui/clock.ts';
import { failure } from '../ui/failure.ts';
import { source } from '../ui/load.ts';
import { route } from '../ui/route.ts';
import { save } from '../ui/save.ts';
import { markedWords } from '../words.ts';
import { markGroup, readDraft, readGroup, readGroups } from './api.ts';
import { filters, queryOf } from './filters.ts';

export const groups = source<QuestionGroups>(failure);
export const group = source<QuestionGroupPage>(failure);

export const { busy, trouble, once } = acting<QuestionStatus | 'draft' | 'more'>();

const query = (after: string | null = null) => queryOf(filters.peek(), now.peek(), after);
const opened = (): number | null => {
  const current = route.peek();
  return current.page === 'questions' ? current.group : null;
};

export const loadGroups = (): Promise<void> => groups.load(() => readGroups(query()));
export const loadGroup = async (): Promise<void> => {
  const number = opened();
  if (number !== null) await group.load(() => readGroup(number));
};

/** Loads what the address and the filters ask for, as long as the page is shown. */
export function watchQuestions(): () => void {
  const stopList = effect(() => {
    void filters.value;
    untracked(() => {
      groups.clear();
      void loadGroups();
    });
  });
  const stopGroup = effect(() => {
    const current = route.value;
    if (current.page !== 'questions') return;
    untracked(() => {
      trouble.value = '';
      group.clear();
      void loadGroup();
    });
  });
  return () => {
    stopList();
    stopGroup();
  };
}

export const moreGroups = (after: string): Promise<boolean> =>
  once('more', async () => {
    const page = await readGroups(query(after));
    const before = groups.state.peek();
    if (before.at !== 'ready' || before.value.next !== after) return;
    // A group that was asked meanwhile may come twice: it moved up the list.
    const known = new Set(before.value.groups.map(({ number }) => number));
    const added = page.groups.filter(({ number }) => !known.has(number));
    groups.state.value = { at: 'ready', value: { ...page, groups: [...before.value.groups, ...added] } };
  });

export const moreQuestions = (number: number, after: string): Promise<boolean> =>
  once('more', async () => {
    const page = await readGroup(number, after);
    const before = group.state.peek();
    if (before.at !== 'ready' || before.value.group.number !== number || before.value.next !== after) return;
    group.state.value = { at: 'ready', value: { ...page, questions: [...before.value.questions, ...page.questions] } };
  });

export const mark = (number: number, status: QuestionStatus): Promise<boolean> =>
  once(status, async () => {
    await markGroup(number, status);
    announce(markedWords[status]);
    await Promise.all([loadGroups(), opened() === number ? loadGroup() : undefined]);
  });

export const download = (number: number): Promise<boolean> => once('draft', async () => save(await readDraft(number)));
