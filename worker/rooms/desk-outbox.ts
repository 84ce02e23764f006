import { z } from 'zod';
import type { OutboxRow } from './outbox.ts';

const logSchema = z.strictObject({ who: z.string(), what: z.string(), detail: z.record(z.string(), z.unknown()) });

/** What the desk owes to others: acts of people to the site's log. */
export async function deliverDesk(env: Env, site: string, { payload }: OutboxRow): Promise<void> {
  const { who, what, detail } = logSchema.parse(JSON.parse(payload));
  await env.SITE.getByName(site).note(who, what, detail);
}
