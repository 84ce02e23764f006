import { z } from 'zod';
import { Problem } from '../errors.ts';
import { countSignIn } from '../rooms/limits.ts';
import type { StaffSession } from '../rooms/site-schema.ts';
import type { Ctx } from './context.ts';
import { networkOf } from './network.ts';

export const siteId = z.string().regex(/^[a-z0-9-]{2,40}$/, 'is no id of a site');

/** Counts an attempt to sign in; call what it answers with when it succeeds, so that only failures stay counted. */
export async function mayTry(c: Ctx, site: string): Promise<() => Promise<void>> {
  const counted = await countSignIn(c.env, site, networkOf(c.req.raw.headers));
  if (counted.ok) return counted.release;
  throw tooMany('Too many attempts to sign in.', counted.waitMs);
}

export function tooMany(what: string, waitMs: number): Problem {
  const seconds = Math.ceil(waitMs / 1_000);
  const wait = seconds < 60 ? counted(seconds, 'second') : counted(Math.ceil(seconds / 60), 'minute');
  return new Problem(429, 'too-many', `${what} Try again in ${wait}.`, { retryAfter: seconds });
}

const counted = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** What the desk's page is told of whoever is signed in. */
export const described = (session: StaffSession, name: string) => ({
  person: { id: session.id, name: session.name, role: session.role },
  site: { id: session.site, name },
});

const browsers: readonly (readonly [RegExp, string])[] = [
  // Most browsers call themselves Chrome or Safari too: who adds a name of their own comes first.
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^node\b/i, 'Command line'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** "Firefox on Linux": enough for somebody to know their own sessions. The rest of the header is not kept. */
export function browserOf(userAgent: string | undefined): string {
  const named = (list: typeof browsers) => list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const [browser, system] = [named(browsers), named(systems)];
  if (browser === undefined) return system ?? '';
  return system === undefined ? browser : `${browser} on ${system}`;
}
