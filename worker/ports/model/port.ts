import { z } from 'zod';
import { promptIds } from '../../../policy/answers.ts';
import type { RemoteFault } from '../fault.ts';

/** One call for one purpose, with its tries, as a turn records it. */
export const modelCallSchema = z.strictObject({
  use: z.enum(promptIds),
  /** The prompt and its version, as in "compose@1". Its text is in the release. */
  prompt: z.string(),
  /** Driver and model, as in "openai gpt-4.1-mini". */
  model: z.string(),
  tries: z.int().nonnegative(),
  tokensIn: z.int().nonnegative(),
  tokensOut: z.int().nonnegative(),
  /** False: the service did not say, and the numbers are estimated on the high side. */
  counted: z.boolean(),
  /** In the currency of the prices; null where none are known. */
  money: z.number().nonnegative().nullable(),
  /** Milliseconds to the first whole sentence, of a draft, and to the end. */
  firstMs: z.number().nonnegative().nullable(),
  ms: z.number().nonnegative(),
  /** What left for the vendor beside the instructions, with placeholders for what did not. Empty: nothing did. */
  sent: z.string(),
  fault: z.strictObject({ kind: z.string(), why: z.string() }).optional(),
});
export type ModelCall = z.infer<typeof modelCallSchema>;

export type Answered<T> = ({ ok: true; value: T } | { ok: false; fault: RemoteFault }) & { call: ModelCall };

export interface Line {
  by: 'customer' | 'assistant' | 'person';
  text: string;
}
export interface Quoted {
  id: string;
  title?: string;
  text: string;
}

export interface ComposeInput {
  question: string;
  /** Best first. More than fit are left out. */
  passages: readonly Quoted[];
  facts: readonly Quoted[];
  /** Of the customer, as in "de". */
  language: string;
  history: readonly Line[];
  /** How the shop speaks, in sentences (policy/tone.yaml). */
  voice: readonly string[];
  /** Sentences of an attempt before, and why each was refused. */
  rejected?: readonly { text: string; reason: string }[];
}

/** A sentence and the ids of the passages and facts that it says it rests on. Whether it does is for the guard to judge. */
export interface Sentence {
  text: string;
  cites: string[];
}

export interface JudgeInput {
  sentence: string;
  /** What it cites, and nothing else. */
  passages: readonly Quoted[];
  /** Sentences of the answer that came before it: what "it" and "there" mean. They prove nothing. */
  before: readonly string[];
}

export interface Judgement {
  supported: boolean;
  /** Why, in a few words. */
  reason: string;
}

export interface Composing {
  /** Each sentence as soon as it is whole, in order; ends with the draft or with its fault. To be read once. */
  sentences: AsyncIterable<Sentence>;
  /** All of them, once all are there. Sentences that came before a fault are no draft. */
  whole: Promise<Answered<Sentence[]>>;
  /** The rest is not wanted: the vendor is hung up on. */
  stop(): void;
}

/**
 * What a model is asked (test/contract/model.ts). Everything it says is a proposal: nothing here reaches a customer unjudged. A
 * fault is a value, within the limits of time (limits.ts); nothing throws.
 */
export interface ModelPort {
  /** Driver and model; "none" where there is none. */
  readonly name: string;
  /** An answer out of passages and facts. */
  compose(input: ComposeInput): Composing;
  /** A follow-up as a question of its own. */
  standalone(input: { question: string; history: readonly Line[] }): Promise<Answered<string>>;
  /** For the person who takes over, in their language. */
  summary(input: { transcript: readonly Line[]; language?: string }): Promise<Answered<string>>;
  /** Ids out of those given that a message belongs to. May only be used to make an outcome stricter. */
  second(input: { question: string; categories: readonly { id: string; title: string }[] }): Promise<Answered<string[]>>;
  /** Whether its passages support a sentence. May only be used to refuse one; a fault refuses it. */
  judge(input: JudgeInput): Promise<Answered<Judgement>>;
}
