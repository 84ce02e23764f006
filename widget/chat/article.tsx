import { signal } from '@preact/signals-core';
import { Component } from 'preact';
import type { ArticleView } from '../../worker/protocol.ts';
import { Blocks } from './blocks.tsx';
import type { Chat } from './chat.ts';
import { date } from './format.ts';
import { Path } from './icons.tsx';
import { live } from './live.ts';
import { back } from './more-icons.ts';

type Loaded = ArticleView | 'loading' | 'failed';

const View = live(function View({ chat, loaded, again }: { chat: Chat; loaded: { value: Loaded }; again: () => void }) {
  const { t } = chat;
  const found = loaded.value;
  if (found === 'loading') return <p role="status">{t('loading')}</p>;
  if (found === 'failed')
    return (
      <>
        <p role="alert">{t('unavailable')}</p>
        <button type="button" class="primary" onClick={again}>
          {t('retry')}
        </button>
      </>
    );
  return (
    <>
      <h3 id="hr-article">{found.title}</h3>
      <Blocks of={found.blocks} />
      {found.reviewedOn && <p class="small">{t('article-reviewed', { date: date(found.reviewedOn, chat.locale.value) })}</p>}
    </>
  );
});

/** The whole article an answer came from, over the conversation. */
export class Article extends Component<{ chat: Chat; id: string }> {
  loaded = signal<Loaded>('loading');

  load = async () => {
    const { chat, id } = this.props;
    this.loaded.value = 'loading';
    try {
      const { visitor } = await chat.line.ready();
      this.loaded.value = await chat.api.article(visitor, id);
    } catch {
      this.loaded.value = 'failed';
    }
  };

  override componentDidMount() {
    void this.load();
  }

  override render() {
    const { chat } = this.props;
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region needs keyboard access
      <section class="article" aria-labelledby="hr-article" tabIndex={0}>
        <button type="button" class="quiet" onClick={() => chat.read(null)} ref={(button) => button?.focus()}>
          <Path d={back} />
          {chat.t('article-back')}
        </button>
        <View chat={chat} loaded={this.loaded} again={this.load} />
      </section>
    );
  }
}
