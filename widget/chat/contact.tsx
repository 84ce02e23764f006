import type { Chat } from './chat.ts';
import { safeHref } from './links.ts';
import { live } from './live.ts';

/** An answer by e-mail, for who cannot wait for one here. */
export const Contact = live(function Contact({ chat }: { chat: Chat }) {
  const { t } = chat;
  if (chat.view.value?.contact) return <p role="status">{t('contact-thanks')}</p>;
  const privacy = safeHref(chat.session.value?.site.privacyUrl);
  function submit(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault();
    chat.contact(String(new FormData(event.currentTarget).get('email') ?? '').trim());
  }
  return (
    <form onSubmit={submit}>
      <label>
        {t('email')}
        <input name="email" type="email" autocomplete="email" required maxLength={254} />
      </label>
      <label class="check">
        <input name="consent" type="checkbox" required />
        <span>
          {t('consent')}{' '}
          {privacy && (
            <a href={privacy} target="_blank" rel="noopener noreferrer">
              {t('privacy')}
            </a>
          )}
        </span>
      </label>
      <button type="submit" class="primary">
        {t('contact-send')}
      </button>
    </form>
  );
});
