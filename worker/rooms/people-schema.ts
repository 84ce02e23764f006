import { z } from 'zod';
import { roleSchema } from '../protocol/people.ts';

/** Ids of people and teams, as they stand in records for ever. */
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens');

/** Free words and codes of languages. "Ice climbing" is kept as `ice-climbing`, so that a routing rule can ask for it. */
const skillSchema = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .transform((text) => text.toLowerCase().replaceAll(/\s+/g, '-'))
  .pipe(z.string().regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u, 'use letters, digits and hyphens'));
const once = (list: string[]) => [...new Set(list)];

const facts = {
  name: z.string().trim().min(1, 'is needed').max(80),
  email: z.email('is no e-mail address').max(254),
  role: roleSchema,
  /** Teams they work for; none means all of them. */
  teams: z.array(slug).max(30).transform(once),
  skills: z.array(skillSchema).max(30).transform(once),
  /** Conversations they have at a time, at most. */
  capacity: z.int('is a whole number').min(1, 'is at least 1').max(20, 'is at most 20'),
};
const { teams, skills, capacity } = facts;

/** Somebody new. What is left out is the default. */
export const newPersonSchema = z.strictObject({
  ...facts,
  teams: teams.optional(),
  skills: skills.optional(),
  capacity: capacity.optional(),
});
/** A person as an owner's tool says it, new or known. What is left out stays as it is. */
export const personInputSchema = newPersonSchema.extend({ active: z.boolean().optional() });
/** Only what changes, so that two admins who change different things do not undo each other. */
export const personChangeSchema = z.strictObject(facts).partial();

export const activeSchema = z.strictObject({ active: z.boolean() });

const at = z.iso.datetime();
export const rosterPersonSchema = z.strictObject({
  ...facts,
  id: z.string(),
  teams: z.array(z.string()),
  skills: z.array(z.string()),
  /** When they were deactivated; null while they may sign in. */
  deactivatedAt: at.nullable(),
  /** Sessions and sign-in links that are open now, and when they were last here. */
  sessions: z.int(),
  invites: z.int(),
  seenAt: at.nullable(),
});

/** `id` names it in a request; it is no credential, and the token is not stored. */
export const openSessionSchema = z.strictObject({
  id: z.string(),
  createdAt: at.nullable(),
  seenAt: at.nullable(),
  expiresAt: at,
  browser: z.string(),
  via: z.enum(['invite', 'access']),
  /** The one that asks. */
  mine: z.boolean(),
});
export const openInviteSchema = z.strictObject({
  id: z.string(),
  createdAt: at.nullable(),
  expiresAt: at,
  by: z.string(),
});

export const rosterSchema = z.strictObject({
  people: z.array(rosterPersonSchema),
  /** Teams of the active release. */
  teams: z.array(z.strictObject({ id: z.string(), title: z.string() })),
});
export const personAccessSchema = z.strictObject({ sessions: z.array(openSessionSchema), invites: z.array(openInviteSchema) });

/** As given: blanks and capitals are put right when it is kept. */
export type PersonInput = z.input<typeof personInputSchema>;
export type PersonChange = z.input<typeof personChangeSchema>;
export type RosterPerson = z.infer<typeof rosterPersonSchema>;
export type OpenSession = z.infer<typeof openSessionSchema>;
export type OpenInvite = z.infer<typeof openInviteSchema>;
export type Roster = z.infer<typeof rosterSchema>;
export type PersonAccess = z.infer<typeof personAccessSchema>;

export type PersonRefusal = 'unknown' | 'email-taken' | 'last-admin' | 'own-role' | 'own-account' | 'deactivated';
export type PersonAnswer<T = object> = ({ ok: true } & T) | { ok: false; why: PersonRefusal; message: string };

export const refusePerson = (why: PersonRefusal, message: string): { ok: false; why: PersonRefusal; message: string } => ({
  ok: false,
  why,
  message,
});
export const unknownPerson = refusePerson('unknown', 'There is no person with this id. Reload the page.');
