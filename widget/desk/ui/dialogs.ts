import { signal } from '@preact/signals';

export type DeskDialog = 'palette' | 'keys' | 'notifications';

/** The desk's own dialog that is open; one at a time. Its content is in a file of its own, which nothing needs to import to open it. */
export const dialog = signal<DeskDialog | null>(null);

export const showDialog = (which: DeskDialog): void => {
  dialog.value = which;
};

/** The `close` event comes late: another one may be open by then. */
export const closed = (which: DeskDialog): void => {
  if (dialog.peek() === which) dialog.value = null;
};
