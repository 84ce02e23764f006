import { z } from 'zod';

export const PROTOCOL_VERSION = 1;
/** The one subprotocol the server echoes. The ticket travels beside it: `handrail.v1, ticket.<value>`. */
export const SUBPROTOCOL = 'handrail.v1';
/** Longest customer or agent message, in UTF-16 units, and longest frame, in bytes. */
export const MAX_MESSAGE = 4_000;
export const MAX_FRAME = 65_536;

export const refusals = [
  'bad-json',
  'bad-frame',
  'unknown-type',
  'binary',
  'too-large',
  'too-long',
  'empty',
  'wrong-version',
  'hello-first',
  'not-allowed',
  'rate-limited',
  'wrong-state',
  'already-claimed',
  'not-here',
  'full',
  'withdrawn',
  'gone',
  'session-ended',
  'unavailable',
] as const;
export const refusalSchema = z.enum(refusals);

export const id = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
/** Made by the sender, so that sending again is harmless. */
export const clientId = id;
export const seq = z.int().nonnegative();
export const text = z.string();
export const at = z.iso.datetime();

export type Refusal = z.infer<typeof refusalSchema>;
