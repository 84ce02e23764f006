import { createMiddleware } from 'hono/factory';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { attributesSchema } from '../../policy/queue.ts';
import { Problem, sessionEnded } from '../errors.ts';
import { randomId } from '../rooms/random.ts';
import type { App } from './context.ts';
import type { SignedIdentity } from './identity.ts';
import { checkOrigin, siteOf } from './origin.ts';

const audience = 'handrail-visitor';
const life = 30 * 24 * 3_600;

const claimsSchema = z.object({
  site: z.string(),
  vid: z.string(),
  exp: z.number(),
  /** The signed identity this visitor proved, until it ends. */
  cus: z
    .object({
      id: z.string(),
      email: z.string().optional(),
      name: z.string().optional(),
      attributes: attributesSchema.optional(),
      until: z.number(),
    })
    .optional(),
});

export interface Visitor {
  site: string;
  id: string;
  identity: SignedIdentity | null;
  /** Milliseconds since the epoch. */
  until: number;
}

const key = (env: Env) => new TextEncoder().encode(env.HANDRAIL_SECRET);

/** A visitor token: who a browser is, for 30 days or as long as the proven identity lasts. A conversation id is never a credential. */
export async function signVisitor(env: Env, visitor: Omit<Visitor, 'until'>): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const exp = visitor.identity ? Math.min(now + life, Math.floor(visitor.identity.until / 1_000)) : now + life;
  return new SignJWT({ site: visitor.site, vid: visitor.id, ...(visitor.identity ? { cus: visitor.identity } : {}) })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(exp)
    .sign(key(env));
}

/** The visitor of a token; null when it is missing, forged, expired or for something else. */
export async function readVisitor(env: Env, token: string | undefined): Promise<Visitor | null> {
  if (!token) return null;
  try {
    const { payload } = await jwtVerify(token, key(env), { algorithms: ['HS256'], audience });
    const { site, vid, cus, exp } = claimsSchema.parse(payload);
    return { site, id: vid, identity: cus ?? null, until: exp * 1_000 };
  } catch {
    return null;
  }
}

/**
 * Who comes back and who is new. Another person on the same browser never inherits a history: a proven identity that
 * differs, or one that has ended, starts afresh; an anonymous visitor who proves an identity keeps their own.
 */
export function nextVisitor(
  site: string,
  known: Visitor | null,
  identity: SignedIdentity | null,
): { visitor: Omit<Visitor, 'until'>; fresh: boolean } {
  const usable =
    known !== null && known.site === site && (known.identity === null || identity === null || known.identity.id === identity.id);
  if (usable) return { visitor: { site, id: known.id, identity: identity ?? known.identity }, fresh: false };
  return { visitor: { site, id: randomId(16), identity }, fresh: true };
}

export const identityRequired = () => new Problem(401, 'identity-required', 'Sign in on this site to chat.');

/** Visitor and site of a request, checked: token, origin, and identity where the site requires one. */
export const visitor = createMiddleware<App>(async function visitor(c, next) {
  const found = await readVisitor(c.env, bearer(c.req.header('Authorization')));
  if (!found) throw sessionEnded();
  const site = await siteOf(c, found.site);
  checkOrigin(c, site);
  // Enforced on every route, so that a token from before enforcement opens nothing.
  if (site.config.identity === 'required' && !found.identity) throw identityRequired();
  c.set('visitor', found);
  c.set('site', site);
  await next();
});

export const bearer = (header: string | undefined) => (header?.startsWith('Bearer ') ? header.slice(7) : undefined);
