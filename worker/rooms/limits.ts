import type { LookupGuard } from '../turn/order.ts';
import { digitsOf } from '../turn/reference.ts';
import { digest } from './random.ts';

const hour = 3_600_000;

/** Failed order look-ups an hour. The same for each way to count, so that changing one thing does not help. */
const lookupLimits = { number: 5, email: 5, visitor: 10, network: 20 };

/** New visitors and conversations an hour, by what can be counted. */
export const floodLimits = {
  visitorsPerNetwork: 300,
  conversationsPerNetwork: 120,
  conversationsPerVisitor: 12,
  conversationsPerSite: 20_000,
};

/** Sign-ins that fail, in an hour, and those under way: an office may come in at once. Links cannot be guessed; this bounds what trying costs. */
export const signInLimits = { network: 60, site: 1_000 };
/** Changes of people that one session makes in ten minutes. */
export const actLimit = 120;

const factorOf = (env: Env) => Number(env.HANDRAIL_LIMIT_FACTOR ?? 1) || 1;

async function quota(env: Env, site: string, kind: string, value: string) {
  // Names of objects must not hold what customers typed.
  return env.QUOTA.getByName(`${site}/${kind}/${await digest(value.toLowerCase())}`);
}

/** Counts one use of a flood limit; false when used up. */
export async function take(env: Env, site: string, kind: keyof typeof floodLimits, value: string): Promise<boolean> {
  return (await (await quota(env, site, kind, value)).reserve(floodLimits[kind] * factorOf(env), hour)).allowed;
}

export type Counted = { ok: true; release: () => Promise<void> } | { ok: false; waitMs: number };

/** An attempt to sign in, counted before it is looked at; one that succeeds is released. */
export async function countSignIn(env: Env, site: string, network: string): Promise<Counted> {
  const counters = [
    { object: await quota(env, site, 'sign-in-network', network), limit: signInLimits.network },
    { object: await quota(env, site, 'sign-in-site', site), limit: signInLimits.site },
  ];
  const reserved = await Promise.all(
    counters.map(async ({ object, limit }) => ({ object, ...(await object.reserve(limit * factorOf(env), hour)) })),
  );
  const release = async () => {
    await Promise.all(reserved.filter(({ allowed }) => allowed).map(({ object, id }) => object.refund(id)));
  };
  if (reserved.every(({ allowed }) => allowed)) return { ok: true, release };
  await release();
  const free = Math.max(...reserved.filter(({ allowed }) => !allowed).map((one) => one.free));
  return { ok: false, waitMs: Math.max(1_000, free - Date.now()) };
}

/** Null when it may be done; otherwise how long to wait. */
export async function countAct(env: Env, site: string, session: string): Promise<number | null> {
  const { allowed, free } = await (await quota(env, site, 'act', session)).reserve(actLimit * factorOf(env), 600_000);
  return allowed ? null : Math.max(1_000, free - Date.now());
}

/** Order look-ups count in four objects outside the conversation: a new conversation does not help. */
export function lookupGuard(env: Env, site: string, visitor: string, network: string): LookupGuard {
  return {
    async reserve(number, email) {
      const keys = { number: digitsOf(number), email, visitor, network };
      const reserved = await Promise.all(
        Object.entries(keys).map(async ([kind, value]) => {
          const object = await quota(env, site, `order-${kind}`, value);
          return { object, ...(await object.reserve(lookupLimits[kind as keyof typeof keys], hour)) };
        }),
      );
      const release = async () => {
        await Promise.all(reserved.filter((entry) => entry.allowed).map((entry) => entry.object.refund(entry.id)));
      };
      const allowed = reserved.every((entry) => entry.allowed);
      // An attempt that is not made counts nowhere: nobody uses up another customer's number by trying on.
      if (!allowed) await release();
      return { allowed, left: Math.min(...reserved.map((entry) => entry.left)), release };
    },
  };
}
