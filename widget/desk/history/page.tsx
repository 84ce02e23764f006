import { useLayoutEffect } from 'preact/hooks';
import { ContextPane } from '../context/panel.tsx';
import { ConversationPane } from '../conversation/pane.tsx';
import { route } from '../ui/route.ts';
import { PastList } from './list.tsx';
import { watchHistory } from './store.ts';
import { Toolbar } from './toolbar.tsx';

/** Past conversations: what was found on the left, the open one beside it as in the queue. */
export function HistoryPage({ mayExport }: { mayExport: boolean }) {
  // With the page, not after it is painted: what is typed in between was lost.
  useLayoutEffect(watchHistory, []);
  return (
    <main class="panes history">
      <section class="pane past-pane" aria-label="Past conversations">
        <Toolbar mayExport={mayExport} />
        <PastList />
      </section>
      <section class="pane conversation-pane" aria-label="Conversation">
        {route.value.conversation === null ? (
          <div class="empty-pane">
            <p>Open a conversation to read it.</p>
            <p class="muted">
              <kbd>j</kbd> and <kbd>k</kbd> move, <kbd>Enter</kbd> opens. Everyone at the desk can read all conversations of the site.
            </p>
          </div>
        ) : (
          <ConversationPane />
        )}
      </section>
      <section class="pane context-pane" aria-label="Context">
        <ContextPane />
      </section>
    </main>
  );
}
