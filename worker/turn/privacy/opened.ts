import { z } from 'zod';
import type { Policy } from '../../../policy/bundle.ts';
import { periodFor, privacyDefaults, privacyTypeSchema } from '../../../policy/privacy.ts';
import type { Facts } from '../../../policy/schema.ts';
import { dayIn, dueAfter } from './due.ts';

/** A privacy request that people have to answer, and until when. The type is '' where it could not be told. */
export const openedSchema = z.strictObject({ type: z.union([privacyTypeSchema, z.literal('')]), due: z.iso.date() });
export type Opened = z.infer<typeof openedSchema>;

/** The case that a message opens: its legal time runs from the day it arrived, whoever answers the conversation. */
export function privacyOpened(facts: Pick<Facts, 'privacy'>, policy: Pick<Policy, 'privacy'>, at: Date): Opened | null {
  if (!facts.privacy.matched) return null;
  const rules = policy.privacy ?? privacyDefaults;
  const { type } = facts.privacy;
  return { type, due: dueAfter(dayIn(rules.time_zone, at), periodFor(rules, type)) };
}
