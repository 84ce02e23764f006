import type { Chat } from './chat.ts';

/** Asks for what the order look-up still misses, and says it in the customer's name like any other message. */
export function OrderForm({ missing, chat }: { missing: readonly ('number' | 'email')[]; chat: Chat }) {
  const { t } = chat;
  function submit(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    chat.pick(missing.map((field) => String(given.get(field) ?? '').trim()).join(' '));
  }
  return (
    <form onSubmit={submit}>
      {missing.includes('number') && (
        <label>
          {t('order-number')}
          <input name="number" type="text" autocomplete="off" autocapitalize="characters" required maxLength={32} />
        </label>
      )}
      {missing.includes('email') && (
        <label>
          {t('order-email')}
          <input name="email" type="email" autocomplete="email" required maxLength={254} />
        </label>
      )}
      <button type="submit" class="primary">
        {t('order-submit')}
      </button>
    </form>
  );
}
