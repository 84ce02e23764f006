import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { z } from 'zod';

/** Cloudflare Access stands before the worker when both variables are set; otherwise nothing it would say is believed. */
const settingsSchema = z.strictObject({
  /** `https://<team>.cloudflareaccess.com`: issuer of the tokens, and where their keys are. */
  team: z
    .string()
    .transform((text) => text.replace(/\/+$/, ''))
    .pipe(z.url({ protocol: /^https?$/ }).refine(safe, 'has to be https')),
  /** The audience tag of the Access application. */
  aud: z.string().regex(/^[0-9a-f]{32,128}$/, 'is the hexadecimal audience tag of an Access application'),
});
export type AccessSettings = z.infer<typeof settingsSchema>;

/** Plain HTTP is for a stand-in on one's own machine. */
function safe(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost';
}

/** Null when Access is not set up. Half of it, or something else than it asks for, is a mistake that must not look like none. */
export function accessSettings(team: string | undefined, aud: string | undefined): AccessSettings | { problem: string } | null {
  if (!team && !aud) return null;
  const parsed = settingsSchema.safeParse({ team: team ?? '', aud: aud ?? '' });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = issue?.path[0] === 'aud' ? 'HANDRAIL_ACCESS_AUD' : 'HANDRAIL_ACCESS_TEAM';
  return { problem: `${name}: ${issue?.message ?? 'does not fit'}` };
}

export type Proven = { ok: true; email: string } | { ok: false; why: 'invalid' | 'unavailable'; detail: string };

/** `type` is `app` for a token of an application; programs (service tokens) have no address and are nobody here. */
const claimsSchema = z.object({ email: z.email(), type: z.literal('app').optional() });

type Keys = ReturnType<typeof createRemoteJWKSet>;
const known = new Map<string, Keys>();

/** Keys change every six weeks and old ones hold for seven days more (2026): fetched anew for an unknown key, at most every `cooldown`. */
function keysOf(team: string, cooldown: number): Keys {
  const keys =
    known.get(team) ?? createRemoteJWKSet(new URL(`${team}/cdn-cgi/access/certs`), { cooldownDuration: cooldown, timeoutDuration: 4_000 });
  known.set(team, keys);
  return keys;
}

/** Whose e-mail address the token proves. Its signature, issuer, audience and times are checked; nothing else of it is believed. */
export async function provenBy(token: string, { team, aud }: AccessSettings, cooldown = 30_000): Promise<Proven> {
  try {
    const { payload } = await jwtVerify(token, keysOf(team, cooldown), {
      algorithms: ['RS256'],
      issuer: team,
      audience: aud,
      requiredClaims: ['exp', 'iat'],
      // Two machines' clocks.
      clockTolerance: 5,
    });
    const claims = claimsSchema.safeParse(payload);
    return claims.success ? { ok: true, email: claims.data.email } : { ok: false, why: 'invalid', detail: 'it names no e-mail address' };
  } catch (error) {
    const about = error instanceof errors.JOSEError ? refusals[error.code] : undefined;
    if (about !== undefined) return { ok: false, why: 'invalid', detail: about };
    return { ok: false, why: 'unavailable', detail: error instanceof Error ? error.message : 'unknown' };
  }
}

/** What is wrong with a token. Everything else is a fault of the keys' server or ours, and says nothing about the token. */
const refusals: Record<string, string> = {
  ERR_JWT_EXPIRED: 'it has expired',
  ERR_JWT_CLAIM_VALIDATION_FAILED: 'it is for something else, or not valid yet',
  ERR_JWT_INVALID: 'it is no such token',
  ERR_JWS_INVALID: 'it is no such token',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'its signature is not right',
  ERR_JOSE_ALG_NOT_ALLOWED: 'it is signed in a way that is not allowed',
  ERR_JOSE_NOT_SUPPORTED: 'it is signed in a way that is not allowed',
  ERR_JWKS_NO_MATCHING_KEY: 'its key is not known',
};
