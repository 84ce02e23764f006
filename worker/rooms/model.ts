import type { Policy } from '../../policy/bundle.ts';
import { modelPort } from '../ports/model/driver.ts';
import type { ModelPort } from '../ports/model/port.ts';

/** The model of one turn, with the counters of its conversation and of the site's day. */
export function modelFor(env: Env, policy: Policy, { id, site }: { id: string; site: string }): ModelPort {
  return modelPort(env, { site, conversation: id, policy, counters: (name) => env.QUOTA.getByName(name), at: new Date() });
}
