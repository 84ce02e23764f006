import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { type Attributes, attributesSchema } from '../../policy/queue.ts';
import { Problem } from '../errors.ts';
import type { SiteSnapshot } from '../rooms/site-schema.ts';

/** What a site's server may say of its customer: registered JWT claims (RFC 7519) plus e-mail and name. */
const claimsSchema = z.object({
  sub: z.string().min(1).max(200),
  email: z.email().max(254).optional(),
  name: z.string().max(200).optional(),
  /** What the shop knows of its customer and the queue may look at: a plan, a level. At most 20. */
  attributes: attributesSchema.refine((given) => Object.keys(given).length <= 20, 'has more than 20 attributes').optional(),
  exp: z.number(),
});

export interface SignedIdentity {
  id: string;
  email?: string;
  name?: string;
  attributes?: Attributes;
  /** Milliseconds since the epoch. */
  until: number;
}

const invalid = (cause?: unknown) =>
  new Problem(401, 'identity-invalid', 'The signed identity is not valid. Sign it again on your server.', { cause });

/**
 * Verifies an identity: HS256 and nothing else, a key id the site has, audience the site's id, not expired, not before
 * its time. Headers that point to other keys are refused (RFC 8725, 3.1, 3.10).
 */
export async function verifyIdentity(site: SiteSnapshot, token: string): Promise<SignedIdentity> {
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(token);
  } catch (cause) {
    throw invalid(cause);
  }
  if (header.jku !== undefined || header.x5u !== undefined || header.jwk !== undefined || header.x5c !== undefined) throw invalid();
  const keys = site.config.identityKeys.filter((key) => header.kid === undefined || key.id === header.kid);
  for (const key of keys) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(key.secret), {
        algorithms: ['HS256'],
        audience: site.id,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: 5,
      });
      const { sub, email, name, attributes, exp } = claimsSchema.parse(payload);
      return { id: sub, email, name, attributes, until: exp * 1_000 };
    } catch (error) {
      // Without a key id the other key may still fit; anything else is final.
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw invalid(error);
    }
  }
  throw invalid();
}
