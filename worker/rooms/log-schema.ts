import { z } from 'zod';

/** An act as it was kept. `detail` is whatever belongs to it: who reads it knows the common parts and shows the rest as it is. */
export const logEntrySchema = z.strictObject({
  id: z.int().positive(),
  at: z.string(),
  /** A person's id, `service` for an owner's tool, `system` for what happened by itself. */
  who: z.string(),
  name: z.string(),
  what: z.string(),
  detail: z.record(z.string(), z.unknown()),
});

const act = z
  .string()
  .regex(/^[a-z-]+(\.[a-z-]+)?$/, 'is no act of the log')
  .max(60);

export const logFilterSchema = z.strictObject({
  who: z.string().min(1).max(60).optional(),
  /** `person.deactivated`, or `person` for everything about people. */
  what: act.optional(),
});
export const logQuerySchema = logFilterSchema.extend({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export const logPageSchema = z.strictObject({ entries: z.array(logEntrySchema), next: z.int().positive().nullable() });
export const logChoicesSchema = z.strictObject({
  who: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  what: z.array(z.string()),
});

export type LogEntry = z.infer<typeof logEntrySchema>;
/** As it is stored: `detail` as JSON. */
export type StoredEntry = Omit<LogEntry, 'detail'> & { detail: string };
export interface StoredPage {
  entries: StoredEntry[];
  next: number | null;
}
export type LogFilter = z.infer<typeof logFilterSchema>;
export type LogQuery = z.infer<typeof logQuerySchema>;
export type LogPage = z.infer<typeof logPageSchema>;
export type LogChoices = z.infer<typeof logChoicesSchema>;
