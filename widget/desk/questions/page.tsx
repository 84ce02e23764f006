import { useEffect } from 'preact/hooks';
import { route } from '../ui/route.ts';
import { GroupPane } from './group.tsx';
import { GroupList } from './list.tsx';
import { watchQuestions } from './store.ts';
import { Toolbar } from './toolbar.tsx';

/** Questions that nobody could answer: groups on the left, the open one beside it. */
export function QuestionsPage({ mayDecide }: { mayDecide: boolean }) {
  useEffect(watchQuestions, []);
  const now = route.value;
  const number = now.page === 'questions' ? now.group : null;
  return (
    <main class="panes questions">
      <section class="pane groups-pane" aria-label="Unanswered questions">
        <Toolbar />
        <GroupList />
      </section>
      <section class="pane group-pane" aria-label="Group">
        <GroupPane key={number} number={number} mayDecide={mayDecide} />
      </section>
    </main>
  );
}
