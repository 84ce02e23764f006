import type { Conversation } from '../conversation/conversation.ts';
import { conversationOf } from '../conversation/open.ts';
import { BackIcon } from '../ui/icons.tsx';
import { go, route } from '../ui/route.ts';
import { BriefOf } from './brief.tsx';
import { CustomerFacts } from './customer.tsx';
import { Earlier } from './earlier.tsx';
import { LatestFacts } from './facts.tsx';
import { Handoff } from './handoff.tsx';
import { Similar } from './similar.tsx';
import { Take } from './take.tsx';
import { Turns } from './turns.tsx';
import { Written } from './written.tsx';

export function ContextPane() {
  const id = route.value.conversation;
  const conversation = id === null ? null : conversationOf(id);
  if (conversation === null || conversation.missing.value) {
    return <p class="empty">The reason of the handoff, the customer and every decision of the assistant appear here.</p>;
  }
  return <Context key={conversation.id} conversation={conversation} />;
}

function Context({ conversation }: { conversation: Conversation }) {
  const { records, decisions } = conversation.thread.value;
  return (
    <>
      <div class="context-head narrow-only">
        <button type="button" class="icon-button" aria-label="Back to the conversation" onClick={() => go(conversation.id)}>
          <BackIcon />
        </button>
        <h2>Details</h2>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without the focus cannot be scrolled by keyboard */}
      <section class="context-scroll" tabIndex={0} aria-label="Details of the conversation">
        <Written conversation={conversation} />
        <BriefOf conversation={conversation} />
        <Handoff conversation={conversation} />
        <CustomerFacts customer={conversation.thread.value.customer} />
        <Earlier conversation={conversation} />
        <Similar conversation={conversation} />
        <LatestFacts record={records.at(-1)} />
        <Turns records={records} decisions={decisions} wanted={conversation.wantedRecord} />
        <Take conversation={conversation} />
      </section>
    </>
  );
}
