import { jwtVerify } from 'jose';
import { z } from 'zod';
import type { Ctx } from './context.ts';
import { bearer } from './visitor.ts';

/** A program acting for the owner: signed with the worker's secret, limited to scopes. Never an approver of anything. */
export interface Service {
  scopes: string[];
}

export const scopes = ['sites', 'people', 'releases', 'preview'] as const;
export type Scope = (typeof scopes)[number];

export async function readService(c: Ctx): Promise<Service | null> {
  const token = bearer(c.req.header('Authorization'));
  if (!token) return null;
  try {
    const secret = new TextEncoder().encode(c.env.HANDRAIL_SECRET);
    const { payload } = await jwtVerify(token, secret, { algorithms: ['HS256'], audience: 'handrail-service', requiredClaims: ['exp'] });
    return { scopes: z.string().parse(payload.scope).split(' ') };
  } catch {
    return null;
  }
}
