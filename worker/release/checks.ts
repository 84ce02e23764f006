import { z } from 'zod';
import { type PolicyCase, policyCaseSchema } from '../../policy/case.ts';
import { caseSchema } from '../turn/simulate/case.ts';
import { type Read, readJson } from './read-json.ts';

/** A question in other words than an article's own; `also` names articles that hold the answer, too. */
export const goldenSchema = caseSchema.extend({ also: z.array(z.string()).default([]) });
export type Golden = z.infer<typeof goldenSchema>;

const checksSchema = z.strictObject({ cases: z.array(policyCaseSchema), golden: z.array(goldenSchema) });

/**
 * What the gate of a release asks it: carried by the release itself, so that whoever has the file can ask again. In the
 * file it is text that only a gate reads; a message never does.
 */
export interface Checks {
  cases: PolicyCase[];
  golden: Golden[];
}

export const noChecks = (): Checks => ({ cases: [], golden: [] });

export const encodeChecks = (checks: Checks): Uint8Array => new TextEncoder().encode(JSON.stringify(checks));

export function decodeChecks(bytes: Uint8Array | undefined): Read<Checks> {
  return bytes === undefined || bytes.length === 0 ? { ok: true, value: noChecks() } : readJson(checksSchema, bytes);
}
