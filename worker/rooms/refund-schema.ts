import { z } from 'zod';
import { roleSchema } from '../protocol.ts';

const amount = z.int().nonnegative();
const reason = z.string().trim().min(3, 'say why, in a few words').max(500);
/** Revision that the person saw: what changed meanwhile must not be approved unseen. */
const seen = z.int().positive();

export const decisionSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('approve'), seen }),
  z.strictObject({ action: z.literal('change'), seen, amount: amount.positive(), reason }),
  z.strictObject({ action: z.literal('reject'), seen, reason }),
]);

export const approverSchema = z.strictObject({ id: z.string(), name: z.string(), role: roleSchema });

export const refundStepSchema = z.strictObject({
  at: z.iso.datetime(),
  what: z.enum(['filed', 'changed', 'approved', 'rejected']),
  /** Null: the assistant filed it, or the policy approved it. */
  by: approverSchema.nullable(),
  amount,
  reason: z.string(),
});

export const refundRequestSchema = z.strictObject({
  key: z.string(),
  order: z.string(),
  line: z.string(),
  unit: z.int().positive(),
  item: z.string(),
  currency: z.string(),
  paid: amount,
  eligible: z.enum(['yes', 'no', 'needs-person']),
  /** What the policy gives back. More than this is an exception, which takes two people. */
  eligibleAmount: amount,
  clause: z.string(),
  text: z.string(),
  why: z.string(),
  /** What is decided about. */
  amount,
  status: z.enum(['open', 'approved', 'rejected']),
  revision: z.int().positive(),
  conversation: z.string(),
  question: z.string(),
  /** What became of the event: on its way, taken by the site's system, there is none, or it took it in no try. */
  told: z.enum(['', 'pending', 'sent', 'nobody', 'failed']),
  history: z.array(refundStepSchema),
});

/** Why a decision was not taken. Nothing changed. */
export const obstacles = [
  'gone',
  'decided',
  'changed',
  'nothing',
  'no-limits',
  'own-exception',
  'needs-lead',
  'needs-admin',
  'above-all-limits',
  'more-than-paid',
  'customer-cap',
  'day-cap',
] as const;
export const obstacleSchema = z.strictObject({ why: z.enum(obstacles), message: z.string() });

export const refundListSchema = z.strictObject({
  /** `obstacle` is what would keep the person who asks from approving; null if nothing. */
  requests: z.array(z.strictObject({ request: refundRequestSchema, obstacle: obstacleSchema.nullable() })),
  open: z.int(),
});
export const refundStatusSchema = z.enum(['open', 'decided']);

export type RefundDecision = z.infer<typeof decisionSchema>;
export type Approver = z.infer<typeof approverSchema>;
export type RefundStep = z.infer<typeof refundStepSchema>;
export type RefundRequest = z.infer<typeof refundRequestSchema>;
export type Obstacle = z.infer<typeof obstacleSchema>;
export type RefundList = z.infer<typeof refundListSchema>;
export type RefundStatus = z.infer<typeof refundStatusSchema>;
