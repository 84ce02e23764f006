import type { ReadonlySignal } from '@preact/signals-core';
import { Bar } from './bar.tsx';
import type { Chat } from './chat.ts';
import { Composer } from './composer.tsx';
import { cycle } from './focus.ts';
import { Icon } from './icons.tsx';
import { live } from './live.ts';
import { Log } from './log.tsx';

function standing(chat: Chat): string {
  const { t } = chat;
  if (chat.phase.value !== 'ready') return chat.phase.value === 'loading' ? t('loading') : '';
  const agent = chat.view.value?.agent;
  switch (chat.mode.value) {
    case 'human':
      return agent ? t('human', { name: agent.name }) : t('queued');
    case 'queued':
    case 'missed':
      return t('queued');
    default:
      return t('assistant');
  }
}

const Header = live(function Header({ chat, close }: { chat: Chat; close: () => void }) {
  const { t } = chat;
  const name = chat.session.value?.site.name ?? t('dialog');
  return (
    <div class="head">
      <i aria-hidden="true">{name.slice(0, 1)}</i>
      <div>
        <h2 id="hr-title">{name}</h2>
        <p class={chat.mode.value}>{standing(chat)}</p>
      </div>
      <button type="button" class="icon" aria-label={t('close')} onClick={close}>
        <Icon name="close" />
      </button>
    </div>
  );
});

function Failed({ chat }: { chat: Chat }) {
  return (
    <div class="bar" role="alert">
      <p class="warn">{chat.t('failed')}</p>
      <div class="actions">
        <button type="button" onClick={chat.line.restart}>
          {chat.t('retry')}
        </button>
      </div>
    </div>
  );
}

/** `full` is true where the panel covers the screen: then it is modal and keeps the focus. */
export interface PanelProps {
  chat: Chat;
  full: ReadonlySignal<boolean>;
  left: boolean;
  close: () => void;
}

export const Panel = live(function Panel({ chat, full, left, close }: PanelProps) {
  const article = chat.article.value;
  const more = chat.more.value;

  function keys(event: KeyboardEvent & { currentTarget: HTMLElement }) {
    // What is typed here is not a shortcut of the page.
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      if (article) chat.read(null);
      else close();
    } else if (event.key === 'Tab' && full.value) cycle(event.currentTarget, event);
  }

  return (
    // Not <dialog>: beside the page it would be no dialog to a screen reader, and modal it would block the page.
    <div
      class={left ? 'panel left' : 'panel'}
      role="dialog"
      aria-labelledby="hr-title"
      aria-modal={full.value}
      hidden={!chat.opened.value}
      onKeyDown={keys}
      onKeyUp={(event) => event.stopPropagation()}
    >
      <Header chat={chat} close={close} />
      <div class="body">
        {/* Stays where it is under an article, so that its place is not lost. */}
        <div class="talk" inert={!!article}>
          <Log chat={chat} />
          {chat.phase.value === 'failed' ? <Failed chat={chat} /> : <Bar chat={chat} write={chat.focus} />}
          <Composer chat={chat} />
        </div>
        {article && more && <more.Article chat={chat} id={article} />}
      </div>
    </div>
  );
});
