import { useLayoutEffect } from 'preact/hooks';

/** What has to be looked at first comes first, so cards move: the focus moves with its conversation instead of falling to the page. */
export function useKeptFocus(): void {
  const had = document.activeElement;
  const entry = had?.closest('[data-entry]')?.getAttribute('data-entry') ?? null;
  useLayoutEffect(() => {
    if (document.activeElement !== document.body || entry === null) return;
    if (had instanceof HTMLElement && had.isConnected) had.focus();
    else focusItem(entry);
  });
}

/** An entry that left the floor leaves the focus on the page itself, from where Tab goes on. */
export function focusItem(handoffId: string): void {
  const item = document.querySelector<HTMLElement>(`[data-entry="${CSS.escape(handoffId)}"] :is(button, a)`);
  (item ?? document.querySelector<HTMLElement>('.floor-scroll'))?.focus();
}
