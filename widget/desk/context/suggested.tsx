import type { Conversation } from '../conversation/conversation.ts';
import { replyWanted } from '../queue/store.ts';
import { AlarmIcon } from '../ui/icons.tsx';
import { go } from '../ui/route.ts';
import { NEVER, percent, unreachable } from './fact-lines.ts';
import { suggestionOf } from './suggestion.ts';

/** The assistant's draft that nobody was sent. It goes into the reply box, never straight to the customer. */
export function SuggestedDraft({ conversation }: { conversation: Conversation }) {
  const suggestion = suggestionOf(conversation.thread.value.records);
  if (suggestion === null) return null;
  const insert = () => {
    const { draft } = conversation;
    draft.value = draft.value.trim() === '' ? suggestion.text : `${draft.value.trimEnd()}\n\n${suggestion.text}`;
    replyWanted.value = conversation.id;
    go(conversation.id);
  };
  return (
    <section class="block suggested" aria-labelledby="suggested">
      <h3 id="suggested">Suggested draft</h3>
      <p class="muted">{suggestion.from}. The customer has not seen it.</p>
      {suggestion.unsure === null ? null : (
        <p class="mark near">
          <AlarmIcon /> {percent(suggestion.unsure.confidence)} sure,{' '}
          {unreachable(suggestion.unsure.threshold) ? NEVER : `${percent(suggestion.unsure.threshold)} were needed`}. Check that it fits the
          question.
        </p>
      )}
      {suggestion.stopped ? (
        <p class="mark near">
          <AlarmIcon /> The assistant was paused here before this went out. Check every word.
        </p>
      ) : null}
      {suggestion.blocked ? (
        <p class="mark late">
          <AlarmIcon /> A check stopped this draft. Read it first.
        </p>
      ) : null}
      <blockquote class="draft">{suggestion.text}</blockquote>
      {conversation.writable.value ? (
        <button type="button" class="button" onClick={insert}>
          Insert into reply
        </button>
      ) : (
        <p class="muted small-text">Claim the conversation to use it.</p>
      )}
    </section>
  );
}
