import { effect, signal } from '@preact/signals-core';
import { render } from 'preact';
import css from './chat.css?inline';
import { createChat } from './chat.ts';
import type { Mount } from './contract.ts';
import { Panel } from './panel.tsx';
import { unread } from './thread.ts';
import { titled } from './title.ts';

/** Where the panel covers the whole screen; the same words as in chat.css and launcher.css. */
const FULL = '(max-width: 479.98px), (max-height: 479.98px)';

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

/** The chat app, put beside the launcher by the loader when it is first wanted. */
export const mount: Mount = (options) => {
  const { root, left } = options;
  // Copied: the list itself follows every change.
  const sheets = [...root.adoptedStyleSheets];
  const style = (...texts: string[]) => {
    // The loader's sheets (launcher, accent) stay last: they win over the tokens.
    root.adoptedStyleSheets = [...texts.map(sheetOf), ...sheets];
  };
  style(css);
  const chat = createChat(options, async () => {
    const { more } = await import('./more.tsx');
    style(css, more.css);
    return more;
  });
  const place = document.createElement('div');
  place.dataset.theme = options.theme;
  root.append(place);

  const query = matchMedia(FULL);
  const full = signal(query.matches);
  query.addEventListener('change', () => {
    full.value = query.matches;
  });
  const visible = signal(document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', () => {
    visible.value = document.visibilityState === 'visible';
  });

  function close() {
    if (!chat.opened.value) return;
    options.closed();
    chat.opened.value = false;
  }

  render(<Panel chat={chat} full={full} left={left} close={close} />, place);

  effect(() => {
    const { value: thread } = chat.thread;
    const count = unread(thread, chat.seen.value);
    const watched = chat.opened.value && visible.value;
    if (watched) chat.sawAll();
    const shown = watched ? 0 : count;
    if (chat.session.value) options.unread(shown, chat.t(shown ? 'launcher-unread' : 'launcher', { count: shown }));
    const title = titled(document.title, shown);
    if (title !== document.title) document.title = title;
  });

  // The keyboard goes to the composer when the chat opens and when an article is closed, once it is rendered.
  effect(() => {
    if (chat.opened.value && !chat.article.value) setTimeout(chat.focus);
  });

  if (chat.wasLive()) void chat.line.deliver();

  return {
    open() {
      chat.opened.value = true;
      void chat.line.deliver();
      chat.loadMore().catch(() => options.emit('error', { code: 'load-failed' }));
    },
    close,
    identify: chat.identify,
    setAttributes: chat.setAttributes,
    setLocale: chat.setLocale,
    setTheme(theme) {
      place.dataset.theme = theme;
    },
    reset() {
      close();
      chat.reset();
    },
  };
};
