import type { PromptId } from '../../../policy/answers.ts';
import { attempt } from '../attempt.ts';
import { failed, type Tried } from '../fault.ts';
import type { Breaker } from './breaker.ts';
import type { Budget, Prices } from './budget.ts';
import type { Chat } from './chat.ts';
import type { ModelLimits } from './limits.ts';
import { type Asked, once } from './once.ts';
import type { Answered } from './port.ts';
import { Tally } from './tally.ts';

/** What every call of one turn has in common. */
export interface Around {
  chat: Chat;
  breaker: Breaker;
  budget: Budget;
  prices: Prices | null;
  limits: Record<PromptId, ModelLimits>;
  /** When the turn has no time left for a model, as a clock's time. */
  deadline: number;
}

/** Settling a budget is bookkeeping; nobody waits for it longer. What is not settled stays counted in full. */
const settlingMs = 250;
/** Each try keeps its own time, because only it knows whether it may be repeated; this much later it is left behind. */
const graceMs = 100;

/** Asks with tries, within the limits of time, budget and patience. Never throws. */
export async function call<T>(around: Around, prompt: string, asked: Asked<T>): Promise<Answered<T>> {
  const { chat, breaker, budget, deadline } = around;
  const limit = around.limits[asked.use];
  const tally = new Tally({ use: asked.use, prompt, model: chat.name }, around.prices);
  const answer = (tried: Tried<T>): Answered<T> => ({ ...tried, call: tally.call(tried.ok ? undefined : tried.fault) });
  const now = Date.now();
  if (now >= deadline) return answer(failed('timeout', 'the turn has no time left for a model'));
  const leave = breaker.ask(now);
  if (leave === null) return answer(failed('resting', `${chat.name} failed too often and is left alone for a while`));
  const tries: Promise<unknown>[] = [];
  const settling: Promise<void>[] = [];
  const end = Math.min(deadline, now + limit.totalMs);
  const trying = { chat, budget, limit, tally, deadline: end, settling };
  const work = (signal: AbortSignal) => {
    const one = once(trying, asked, signal);
    tries.push(one);
    return one;
  };
  const tried = await attempt(work, { ...limit, attemptMs: limit.attemptMs + graceMs }, end + graceMs);
  leave(saysOfService(tried), tried.ok ? null : tried.fault.retryAfter);
  // A try that was cut off by the clock has its own end to come to.
  const settled = Promise.allSettled(tries).then(() => Promise.all(settling));
  await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, settlingMs))]);
  return answer(tried);
}

/** Whether the service did well; null where it was not its doing. */
function saysOfService(tried: Tried<unknown>): boolean | null {
  if (tried.ok) return true;
  return ['timeout', 'rate-limited', 'unavailable', 'bad-answer'].includes(tried.fault.kind) ? false : null;
}
