import type { Policy } from '../../../policy/bundle.ts';
import { modelPort } from '../../ports/model/driver.ts';
import { MemoryCounters } from '../../ports/model/memory-counters.ts';
import type { ModelPort } from '../../ports/model/port.ts';
import { readModelSettings } from '../../ports/model/settings.ts';

export type EnvModel =
  | {
      ok: true;
      /** Driver and model, as in "openai gpt-4.1-mini". */
      name: string;
      /** One for each turn, because its time begins with it. */
      of: (conversation: string) => ModelPort;
    }
  | { ok: false; problem: string };

/** The model that the environment of a command names, within the policy's budgets: one run counts as one day. */
export async function envModel(env: object, policy: Pick<Policy, 'prompts' | 'model'>): Promise<EnvModel> {
  const read = readModelSettings(env);
  if (!read.ok) return { ok: false, problem: read.problems.join(' ') };
  if (read.settings.driver === 'none')
    return { ok: false, problem: 'no model is configured; set HANDRAIL_MODEL_DRIVER=openai, HANDRAIL_MODEL_NAME and HANDRAIL_MODEL_KEY.' };
  if (policy.prompts === null) return { ok: false, problem: 'the policy has no prompts, so no model is asked; write its prompts/*.yaml.' };
  // Loading the AI SDK takes longer than a first call may; that is not what a run is about.
  if (read.settings.driver === 'openai') await import('../../ports/model/openai.ts');
  const counters = new MemoryCounters();
  const at = new Date();
  const of = (conversation: string) =>
    modelPort(env, { site: 'local', conversation, policy, counters: (name) => counters.named(name), at });
  return { ok: true, name: of('').name, of };
}
