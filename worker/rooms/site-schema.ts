import { z } from 'zod';
import { webhookSchema } from '../ports/notify/webhook.ts';
import type { roleSchema } from '../protocol.ts';
import type { Controls } from './controls-schema.ts';

export { type PersonInput, personInputSchema } from './people-schema.ts';

/** A site as its owner configures it. */
export const siteConfigSchema = z.strictObject({
  name: z.string().min(1).max(80),
  /** Exact origins of the pages that may embed the widget: scheme, host and port, nothing after. */
  origins: z
    .array(z.string().regex(/^https?:\/\/[^/?#@\s]+$/, 'is not an origin like https://shop.example'))
    .min(1)
    .max(50),
  accent: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  /** `required`: without a valid signed identity nobody gets a visitor token. */
  identity: z.enum(['optional', 'required']),
  /** Keys the site's server signs identities with; two at a time allow changing them without a gap. */
  identityKeys: z.array(z.strictObject({ id: z.string().min(1).max(40), secret: z.string().min(32).max(512) })).max(2),
  privacyUrl: z.url({ protocol: /^https$/ }).optional(),
  /** The site's own system, which is told what was decided here (Standard Webhooks). */
  webhook: webhookSchema.optional(),
});

/** What every request needs to know of a site; cached for 3 seconds. */
export interface SiteSnapshot extends Controls {
  id: string;
  config: z.infer<typeof siteConfigSchema>;
  /** Hash of the active release; null before the first. */
  release: string | null;
}

export type SiteConfig = z.infer<typeof siteConfigSchema>;

/** A signed-in person. `session` is the hash under which the session is stored. */
export interface StaffSession {
  session: string;
  site: string;
  id: string;
  name: string;
  role: z.infer<typeof roleSchema>;
  until: number;
  /** Teams they work for; none means all of them. */
  teams: string[];
  skills: string[];
  capacity: number;
}
