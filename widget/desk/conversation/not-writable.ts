import type { ConversationView } from '../../../worker/protocol.ts';

/** Why there is no reply box, and what would bring one. */
export function whyNotWritable(view: ConversationView, claimable: boolean): string {
  switch (view.state) {
    case 'human':
      return `${view.agent?.name ?? 'A colleague'} has this conversation. You are reading along.`;
    case 'queued':
      return claimable ? 'You are reading. Claim it to reply.' : 'Waiting for a person. It becomes claimable in a moment.';
    case 'missed':
      return view.contact
        ? 'Nobody took it in the promised time. The customer left an address. Claim it to answer.'
        : 'Nobody took it in the promised time. Claim it to answer.';
    case 'assistant':
      return 'The assistant is answering. It comes back to the queue if a person is needed.';
    case 'resolved':
      return 'Resolved. If the customer writes again, the assistant answers first.';
  }
}
