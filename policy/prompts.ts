import { z } from 'zod';
import { promptIds } from './answers.ts';

/** What a prompt may leave open. Words go into the instructions; data only into the message, and always fenced. */
export const promptPlaceholders = {
  compose: { words: ['language', 'voice'], data: ['question', 'passages', 'facts', 'history', 'rejected'] },
  standalone: { words: [], data: ['question', 'history'] },
  summary: { words: ['language'], data: ['transcript'] },
  second: { words: [], data: ['question', 'categories'] },
  judge: { words: [], data: ['passages', 'before', 'sentence'] },
} as const;

const dataSchema = z.record(z.string(), z.json());

/** What holds for one input: what is sent and what is not, and an answer that fits or does not. */
export const promptCaseSchema = z.strictObject({
  name: z.string().min(5).max(120),
  /** Somebody tries to give orders through this input. */
  attack: z.boolean().default(false),
  words: z.record(z.string(), z.string()).default({}),
  data: dataSchema,
  /** Has to be in what is sent, or must not be. */
  sends: z.array(z.string().min(1)).default([]),
  never: z.array(z.string().min(1)).default([]),
  /** Of a model: whether it would be taken as one. What it says is for the guard to judge. */
  answers: z.array(z.strictObject({ says: z.json(), fits: z.boolean() })).default([]),
});

/** What a model is told for one use. Release content: approved and versioned like every other word. */
export const promptSchema = z.strictObject({
  id: z.enum(promptIds),
  version: z.int().positive(),
  title: z.string().min(3).max(80),
  instructions: z.string().min(40).max(6_000),
  message: z.string().min(3).max(2_000),
  cases: z.array(promptCaseSchema),
});

export type Prompt = z.infer<typeof promptSchema>;
export type PromptData = z.infer<typeof dataSchema>;
export interface Rendered {
  instructions: string;
  message: string;
}

const hole = /\{(\w+)\}/g;
export const holesIn = (text: string): string[] => [...new Set([...text.matchAll(hole)].map(([, name = '']) => name))];

/**
 * A prompt with its gaps filled. Data is JSON between tags of its own, whatever the prompt's author wrote around it, and cannot
 * close them: `<` is written as JSON may write it, except in our own placeholders for what is kept from a vendor.
 */
export function render({ instructions, message }: Prompt, words: Readonly<Record<string, string>>, data: PromptData): Rendered {
  const own = <T>(values: Readonly<Record<string, T>>, name: string): T | undefined =>
    Object.hasOwn(values, name) ? values[name] : undefined;
  return {
    instructions: instructions.replace(hole, (_, name: string) => own(words, name) ?? '').trim(),
    // One pass: what was filled in is not looked at for gaps again.
    message: message.replace(hole, (_, name: string) => fenced(name, own(data, name) ?? null)).trim(),
  };
}

const fenced = (name: string, value: z.infer<typeof promptCaseSchema>['data'][string]): string =>
  `<${name}>\n${JSON.stringify(value, null, 1).replace(/<(?!(?:email|phone|iban|id)-\d+>)/g, '\\u003c')}\n</${name}>`;
