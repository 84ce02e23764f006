import type { z } from 'zod';
import type { Tried } from '../fault.ts';

export interface ChatRequest {
  /** Of the use; services show it beside the schema. */
  name: string;
  instructions: string;
  message: string;
  schema: z.ZodType;
  tokens: number;
}

export interface Ended {
  /** As the service counts; null where it does not say. */
  tokens: { in: number; out: number } | null;
}

/**
 * A service that answers one message with JSON. Text goes to `take` as it comes; the promise ends with the answer. The drivers'
 * side of the port: prompts, time, tries, budgets and reading are the port's own (call.ts).
 */
export interface Chat {
  readonly name: string;
  /** Text comes piece by piece. Otherwise it comes at the end. */
  readonly streams: boolean;
  ask(request: ChatRequest, take: (text: string) => void, signal: AbortSignal): Promise<Tried<Ended>>;
}
