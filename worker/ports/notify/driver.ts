import { noNotify } from './none.ts';
import type { NotifyPort } from './port.ts';
import { type Webhook, webhookNotify } from './webhook.ts';

/** How a site is told, as it is configured. */
export const notifyPort = (webhook: Webhook | undefined): NotifyPort => (webhook ? webhookNotify(webhook) : noNotify);
