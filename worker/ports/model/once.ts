import type { z } from 'zod';
import type { PromptId } from '../../../policy/answers.ts';
import { failed, type RemoteFault, type Tried } from '../fault.ts';
import type { Budget } from './budget.ts';
import type { Chat, Ended } from './chat.ts';
import type { ModelLimits } from './limits.ts';
import type { Reader } from './read.ts';
import { type Tally, tokensOf } from './tally.ts';

export interface Asked<T> {
  use: PromptId;
  instructions: string;
  message: string;
  schema: z.ZodType;
  /** One for each try. `first`: something of use is there. */
  reader: (first: () => void) => Reader<T>;
  /** Something was handed out: asking again would say it twice. */
  committed: () => boolean;
  /** The caller does not want the rest. */
  stopped: AbortSignal;
}

export interface Trying {
  chat: Chat;
  budget: Budget;
  limit: ModelLimits;
  tally: Tally;
  /** When the call is over, as a clock's time. */
  deadline: number;
  /** Budgets that are being put right; nobody waits for them here. */
  settling: Promise<void>[];
}

/** One try: reserved, asked, read while it comes, cut off when it is late, wrong or not wanted any more, and settled. */
export async function once<T>(
  { chat, budget, limit, tally, deadline, settling }: Trying,
  asked: Asked<T>,
  signal: AbortSignal,
): Promise<Tried<T>> {
  if (asked.stopped.aborted || asked.committed()) return failed('stopped', 'the rest was not wanted');
  const began = Date.now();
  const input = tokensOf(asked.instructions + asked.message);
  const reserved = await budget.reserve(tally.most(input, limit.tokens)).catch(() => null);
  if (reserved === null) return failed('over-budget', 'the budget could not be asked');
  if (!reserved.ok) return failed('over-budget', `the budget of the ${reserved.over} is used up`);
  // Whatever happened while the counters were asked.
  if (signal.aborted || asked.stopped.aborted) {
    settling.push(quietly(reserved.settle({ tokens: 0, micros: 0 })));
    return failed('stopped', 'the rest was not wanted');
  }
  tally.sends(asked.message);
  const wholeMs = Math.min(limit.attemptMs, deadline - began);
  const line = open([signal, asked.stopped], wholeMs, chat.streams ? limit.firstMs : wholeMs);
  const reader = asked.reader(() => {
    line.shown();
    tally.first();
  });
  let read = 0;
  let wrong: RemoteFault | null = null;
  const take = (text: string) => {
    if (wrong || line.signal.aborted) return;
    read += text.length;
    wrong = reader.take(text);
    if (wrong) line.cut(wrong);
  };
  const { use: name, instructions, message, schema } = asked;
  const heard = chat
    .ask({ name, instructions, message, schema, tokens: limit.tokens }, take, line.signal)
    .catch(() => failed('unavailable', 'the driver failed', true));
  const ended = await Promise.race([heard, line.broken]);
  line.close();
  settling.push(quietly(reserved.settle(tally.ended(ended, input, read))));
  const tried: Tried<T> = wrong ? { ok: false, fault: wrong } : ended.ok ? reader.end() : ended;
  return tried.ok || !asked.committed() ? tried : { ok: false, fault: { ...tried.fault, again: false } };
}

const quietly = (work: Promise<void>): Promise<void> => work.catch(() => {});

/** The connection of one try: whoever ends it first says why, and hangs up. */
function open(endings: readonly AbortSignal[], wholeMs: number, firstMs: number) {
  const controller = new AbortController();
  let broke: (ended: Tried<Ended>) => void = () => {};
  const broken = new Promise<Tried<Ended>>((resolve) => {
    broke = resolve;
  });
  const cut = (fault: RemoteFault) => {
    broke({ ok: false, fault });
    controller.abort();
  };
  const late = (ms: number, why: string) => setTimeout(() => cut(failed('timeout', `${why} within ${Math.round(ms)} ms`, true).fault), ms);
  const first = late(firstMs, 'nothing to show');
  const whole = late(wholeMs, 'no whole answer');
  const onEnd = () => cut(failed('stopped', 'the rest was not wanted').fault);
  for (const ending of endings) ending.addEventListener('abort', onEnd);
  return {
    signal: controller.signal,
    broken,
    cut,
    shown: () => clearTimeout(first),
    close() {
      clearTimeout(first);
      clearTimeout(whole);
      for (const ending of endings) ending.removeEventListener('abort', onEnd);
      // A driver that goes on in silence is hung up on.
      controller.abort();
    },
  };
}
