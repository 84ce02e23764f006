import type { NotifyPort } from './port.ts';

/** A site without a webhook: people see in the desk what was approved, and pay it themselves. */
export const noNotify: NotifyPort = {
  name: 'none',
  send: async () => ({ ok: true, value: 'nobody' }),
};
