import type { Policy } from '../../../policy/bundle.ts';
import { modelDefaults } from '../../../policy/model.ts';
import { failed } from '../fault.ts';
import { type BreakerState, Breakers } from './breaker.ts';
import { type Budget, type Counter, countedBudget, type Prices, type Spent } from './budget.ts';
import type { Chat } from './chat.ts';
import { modelLimits, turnMs } from './limits.ts';
import { modelOf } from './model.ts';
import { noModel } from './none.ts';
import type { ModelPort } from './port.ts';
import { type ModelSettings, readModelSettings } from './settings.ts';
import { workersAiChat } from './workers-ai.ts';

export interface PickedChat {
  chat: Chat;
  prices: Prices | null;
}

/** The driver that settings name; null where they name none. */
export function chatOf(settings: ModelSettings): PickedChat | null {
  if (settings.driver === 'none') return null;
  const { prices } = settings;
  if (settings.driver === 'workers-ai') return { chat: workersAiChat(settings), prices };
  const { model, apiKey, baseUrl } = settings;
  let loaded: Promise<Chat> | null = null;
  const chat: Chat = {
    name: `openai ${model}`,
    streams: true,
    async ask(request, take, signal) {
      try {
        // The AI SDK is not even evaluated in a worker that does not use it.
        loaded ??= import('./openai.ts').then(({ openaiChat }) => openaiChat({ model, apiKey, baseUrl }));
        return await (await loaded).ask(request, take, signal);
      } catch {
        loaded = null;
        return failed('unavailable', 'the AI SDK could not be loaded');
      }
    },
  };
  return { chat, prices };
}

/** Variables do not change while an isolate lives: they are read once. */
const picked = new WeakMap<object, PickedChat | 'none' | 'misconfigured'>();
const breakers = new Breakers();

function chatIn(env: object): PickedChat | 'none' | 'misconfigured' {
  const known = picked.get(env);
  if (known !== undefined) return known;
  const read = readModelSettings(env);
  if (!read.ok) console.error(`model: ${read.problems.join(' ')}`);
  const now = read.ok ? (chatOf(read.settings) ?? 'none') : 'misconfigured';
  picked.set(env, now);
  return now;
}

const counterOfDay = (site: string, at: Date): string => `${site}/model-day/${at.toISOString().slice(0, 10)}`;

export interface ModelFor {
  site: string;
  conversation: string;
  policy: Pick<Policy, 'prompts' | 'model'>;
  /** Counters by their names; what is spent is exact (worker/rooms/quota.ts). */
  counters: (name: string) => Counter;
  at: Date;
}

/** The model of one turn, as this worker is configured and as the release allows. */
export function modelPort(env: object, { site, conversation, policy, counters, at }: ModelFor): ModelPort {
  const now = chatIn(env);
  if (now === 'none') return noModel();
  if (now === 'misconfigured') return noModel('none (misconfigured)');
  if (policy.prompts === null) return noModel('none (the release has no prompts)');
  const { budget, hide, uses } = policy.model ?? modelDefaults;
  const spending: Budget = countedBudget(
    { conversation: counters(`${site}/model/${conversation}`), day: counters(counterOfDay(site, at)) },
    budget,
  );
  const breaker = breakers.of(site, now.chat.name);
  return modelOf({
    ...now,
    prompts: policy.prompts,
    hide,
    uses,
    budget: spending,
    breaker,
    limits: modelLimits,
    deadline: Date.now() + turnMs,
  });
}

/** What a lead wants to know of it: whether it is asked, and what the day has cost so far. */
export interface ModelState {
  name: string;
  /** Null: no model. */
  breaker: BreakerState | null;
  /** Reservations included; money in millionths. Null: no model. */
  day: Spent | null;
  /** Whether money is counted. */
  priced: boolean;
}

/** As this isolate knows it; other isolates have breakers of their own. */
export async function modelState(
  env: object,
  { site, at, spentOf }: { site: string; at: Date; spentOf: (name: string) => Promise<Spent> },
): Promise<ModelState> {
  const now = chatIn(env);
  if (typeof now === 'string') return { name: now === 'none' ? 'none' : `none (${now})`, breaker: null, day: null, priced: false };
  const { name } = now.chat;
  const day = await spentOf(counterOfDay(site, at));
  return { name, breaker: breakers.of(site, name).state(), day, priced: now.prices !== null };
}
