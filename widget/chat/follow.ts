import type { Chat } from './chat.ts';
import { held } from './thread.ts';

/** What the log showed after the last render. There is one log on a page. */
let was = { seq: 0, waiting: 0, typing: false, mode: '', height: 0, room: 0, shown: false };

/**
 * Keeps what is new in sight. A new answer is read from its first line; a short one is shown whole, because the browser
 * stops at the end. Who has scrolled up to read is left there. Called after every render, so it acts only on a change.
 */
export function follow(chat: Chat, box: HTMLElement): void {
  const { messages, typing } = chat.thread.peek();
  // A closed chat has no height: what comes meanwhile is new when it opens.
  if (!box.clientHeight) {
    was.shown = false;
    return;
  }
  const entries = chat.entries.peek();
  const now = {
    seq: held(chat.thread.peek()),
    waiting: entries.length + entries.filter((entry) => entry.refused).length,
    typing: !!typing,
    // What stands under the log changes with it, and takes some of its room.
    mode: chat.mode.peek(),
    height: box.scrollHeight,
    room: box.clientHeight,
    shown: true,
  };
  const before = was;
  was = now;
  const said = now.waiting > before.waiting;
  const reading = before.height - box.scrollTop - before.room > 96;
  const same = now.seq === before.seq && now.mode === before.mode && now.typing <= before.typing;
  if (before.shown && !said && (reading || same)) return;
  const first = before.seq && !said ? messages.find((message) => message.seq > before.seq) : undefined;
  const begun = now.seq + now.waiting > 0;
  const target = first && box.querySelector(`[data-seq="${first.seq}"]`);
  box.scrollTo({ top: target instanceof HTMLElement ? target.offsetTop - 48 : begun ? now.height : 0 });
}
