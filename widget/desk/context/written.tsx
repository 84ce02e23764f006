import type { Conversation } from '../conversation/conversation.ts';

/** What a model wrote about the conversation for whoever takes it over. It stands above the brief, and never for it. */
export function Written({ conversation }: { conversation: Pick<Conversation, 'thread'> }) {
  const { summary } = conversation.thread.value;
  if (summary === null) return null;
  return (
    <section class="block" aria-labelledby="written">
      <h3 id="written">Summary</h3>
      <p class="written" dir="auto">
        {summary.text}
      </p>
      <p class="muted small-text">Written by {summary.model}, not checked</p>
    </section>
  );
}
