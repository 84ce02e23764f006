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

async function quota(env: Env, site: string, kind: string, value: string) {
  // Names of objects must not hold what customers typed.
  return env.QUOTA.getByName(`${site}/${kind}/${await digest(value.toLowerCase())}`);
}

/** Counts one use of a flood limit; false when used up. */
export async function take(env: Env, site: string, kind: keyof typeof floodLimits, value: string): Promise<boolean> {
  const factor = Number(env.HANDRAIL_LIMIT_FACTOR ?? 1) || 1;
  return (await (await quota(env, site, kind, value)).reserve(floodLimits[kind] * factor, hour)).allowed;
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
