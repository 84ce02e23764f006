import type { Chat } from './chat.ts';
import { Icon } from './icons.tsx';
import { live } from './live.ts';

/** As tall as its text, up to what the style sheet allows. A height set by script is no inline style to a CSP. */
function grow(area: HTMLTextAreaElement | null) {
  if (!area) return;
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight + 2}px`;
}

/** Enter sends, Shift+Enter makes a line; an input method that is still composing keeps its Enter. */
export const Composer = live(function Composer({ chat }: { chat: Chat }) {
  const { t } = chat;
  const text = chat.draft.value;
  const over = text.length - (chat.session.value?.maxMessage ?? text.length);
  const ready = over <= 0 && text.trim() !== '';

  function send(event: Event) {
    event.preventDefault();
    if (!ready) return;
    chat.write('');
    chat.say(text.trim());
  }

  return (
    <form class="composer" onSubmit={send}>
      <textarea
        ref={(area) => grow(area)}
        rows={1}
        aria-label={t('placeholder')}
        aria-invalid={over > 0}
        placeholder={t('placeholder')}
        value={text}
        onInput={(event) => chat.write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event);
        }}
      />
      {/* Not disabled: a button that vanishes from under the focus loses it. */}
      <button type="submit" class="send" aria-label={t('send')} aria-disabled={!ready}>
        <Icon name="send" />
      </button>
      {over > 0 && <p role="status">{t('too-long', { count: over })}</p>}
    </form>
  );
});
