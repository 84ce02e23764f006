import type { QuestionGroup, QuestionStatus } from '../../../worker/records/questions/schema.ts';
import { busy, download, mark, trouble } from './store.ts';

/** What a lead may do with a group. An agent is told who can. */
export function Actions({ shown, mayDecide }: { shown: QuestionGroup; mayDecide: boolean }) {
  if (!mayDecide) return <p class="block muted">A lead decides whether an article is written.</p>;
  const working = busy.value !== null;
  const button = (status: QuestionStatus, words: string, running: string) => (
    <button type="button" class="button" aria-disabled={working} onClick={() => mark(shown.number, status)}>
      {busy.value === status ? running : words}
    </button>
  );
  return (
    <div class="block">
      <div class="group-actions">
        <button type="button" class="button primary" aria-disabled={working} onClick={() => download(shown.number)}>
          {busy.value === 'draft' ? 'Making the draft' : 'Download draft'}
        </button>
        {shown.status === 'open' ? (
          <>
            {button('done', 'Done', 'Marking')}
            {button('ignored', 'Ignore', 'Marking')}
          </>
        ) : (
          button('open', 'Reopen', 'Reopening')
        )}
      </div>
      {trouble.value === '' ? null : <p class="group-trouble">{trouble.value}</p>}
      <p class="muted small-text">
        The draft is an article in Markdown, with these questions and without an answer. Mark the group as done once the answer is
        published.
      </p>
    </div>
  );
}
