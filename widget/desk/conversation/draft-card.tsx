import { useSignal } from '@preact/signals';
import { Composed } from '../context/composed.tsx';
import { NEVER, percent, unreachable } from '../context/fact-lines.ts';
import { RuleIds } from '../context/rules.tsx';
import { type Suggestion, suggestionOf } from '../context/suggestion.ts';
import { focusRow } from '../queue/cursor.ts';
import { entryOf } from '../queue/reduce.ts';
import { queue } from '../queue/store.ts';
import { AlarmIcon } from '../ui/icons.tsx';
import type { Conversation } from './conversation.ts';
import { decisionOn } from './decided.ts';
import { approveDraft, editDraft, rejecting } from './draft-acts.ts';
import { Reject } from './reject.tsx';

/** The assistant's draft that nobody was sent, at the end of what was said. One key each decides. */
export function DraftCard({ conversation }: { conversation: Conversation }) {
  const { records, decisions, view } = conversation.thread.value;
  const open = useSignal(true);
  const suggestion = suggestionOf(records);
  if (suggestion === null || view?.state === 'resolved') return null;
  if (decisionOn(suggestion.recordId, decisions) !== null) return null;
  const editing = conversation.editing.value === suggestion.recordId;
  return (
    <section
      id="draft-card"
      class="draft-card"
      tabIndex={-1}
      aria-labelledby="suggested"
      onKeyDown={(event) => {
        const entry = event.key === 'Escape' ? entryOf(queue.peek(), conversation.id) : null;
        if (entry !== null) focusRow(entry.handoffId);
      }}
    >
      <div class="draft-card-head">
        <h3 id="suggested">Suggested draft</h3>
        {suggestion.confidence === null || suggestion.unsure !== null ? null : (
          <span class="tag">{percent(suggestion.confidence)} sure</span>
        )}
        {editing ? null : (
          <button
            type="button"
            class="link-button"
            aria-expanded={open.value}
            onClick={() => {
              open.value = !open.value;
            }}
          >
            {open.value ? 'Hide' : 'Show'}
          </button>
        )}
      </div>
      {editing ? (
        <p class="muted small-text">You are changing it below.</p>
      ) : open.value ? (
        <>
          <Warnings suggestion={suggestion} />
          {suggestion.sentences === null ? (
            <blockquote class="draft" dir="auto">
              {suggestion.text}
            </blockquote>
          ) : (
            <Composed sentences={suggestion.sentences} />
          )}
          <p class="muted small-text draft-from">
            <span>{suggestion.from}. The customer has not seen it.</span> <RuleIds ids={suggestion.ruleIds} none="No rule decided" />
          </p>
          {conversation.writable.value ? (
            rejecting.value === suggestion.recordId ? (
              <Reject conversation={conversation} turnId={suggestion.recordId} />
            ) : (
              <Acts conversation={conversation} suggestion={suggestion} />
            )
          ) : (
            <p class="muted small-text">Claim the conversation to use it.</p>
          )}
        </>
      ) : null}
    </section>
  );
}

function Warnings({ suggestion: { unsure, stopped, blocked } }: { suggestion: Suggestion }) {
  return (
    <>
      {unsure === null ? null : (
        <p class="mark near">
          <AlarmIcon /> {percent(unsure.confidence)} sure,{' '}
          {unreachable(unsure.threshold) ? NEVER : `${percent(unsure.threshold)} were needed`}. Check that it fits the question.
        </p>
      )}
      {stopped ? (
        <p class="mark near">
          <AlarmIcon /> The assistant was paused here before this went out. Check every word.
        </p>
      ) : null}
      {blocked ? (
        <p class="mark late">
          <AlarmIcon /> A check stopped this draft. Read it first.
        </p>
      ) : null}
    </>
  );
}

function Acts({ conversation, suggestion }: { conversation: Conversation; suggestion: Suggestion }) {
  const { recordId, blocked, stopped } = suggestion;
  const busy = conversation.deciding.value !== null;
  return (
    <div class="draft-acts">
      {blocked || stopped ? null : (
        <button type="button" class="button primary" aria-keyshortcuts="a" aria-disabled={busy} onClick={() => approveDraft(conversation)}>
          {conversation.deciding.value?.decision === 'approve' ? 'Sending' : 'Approve and send'} <kbd>a</kbd>
        </button>
      )}
      <button type="button" class="button" aria-keyshortcuts="e" aria-disabled={busy} onClick={() => editDraft(conversation)}>
        Edit <kbd>e</kbd>
      </button>
      <button
        type="button"
        class="button"
        aria-keyshortcuts="x"
        aria-disabled={busy}
        onClick={() => {
          rejecting.value = recordId;
        }}
      >
        Reject <kbd>x</kbd>
      </button>
    </div>
  );
}
