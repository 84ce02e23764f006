import { z } from 'zod';
import { openedSchema } from '../turn/privacy/opened.ts';

export const caseStatusSchema = z.enum(['open', 'done']);

/** A privacy request as it leaves its conversation. */
export const openedCaseSchema = z.strictObject({
  handoff: z.string(),
  conversation: z.string(),
  opened: z.iso.datetime(),
  ...openedSchema.shape,
});

export const privacyCaseSchema = openedCaseSchema.extend({
  status: caseStatusSchema,
  doneAt: z.iso.datetime().nullable(),
  /** Name of who said so. */
  doneBy: z.string().nullable(),
});

export type CaseStatus = z.infer<typeof caseStatusSchema>;
export type OpenedCase = z.infer<typeof openedCaseSchema>;
export type PrivacyCase = z.infer<typeof privacyCaseSchema>;
