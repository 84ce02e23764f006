import { z } from 'zod';
import { type Facts, factsSchema, outcomeSchema } from './schema.ts';

/**
 * What a file of policy/cases/<rule-id>/<outcome>/ says: messages of one conversation, of which the last is judged, or facts
 * that differ from those of an ordinary question. The folders say what must happen and which rule decides it.
 */
const about = {
  locale: z.string().optional(),
  why: z.string().optional(),
  /** The article that the case is about. A release without it is not asked. */
  article: z.string().optional(),
};
const messagesSchema = z.strictObject({ messages: z.array(z.string()).min(1), ...about });
const factsCaseSchema = z.strictObject({ facts: z.record(z.string(), z.unknown()), ...about });
export const caseFileSchema = z.union([messagesSchema, factsCaseSchema]);

/** A case as a release carries it. */
const place = { rule: z.string(), outcome: outcomeSchema, name: z.string() };
export const policyCaseSchema = z.union([messagesSchema.extend(place), factsCaseSchema.extend(place)]);
export type PolicyCase = z.infer<typeof policyCaseSchema>;

/** What a rule sees when nothing special is going on: an ordinary question, nothing retrieved yet. */
export const ordinary: Facts = factsSchema.parse({
  language: 'en',
  topic: { id: '', confidence: 0 },
  area: 'faqs',
  autonomy: 'autopilot',
  sentiment: { score: 0, negative: false },
  safety: { matched: false, kind: '' },
  injection: { matched: false, score: 0 },
  asksForHuman: false,
  smalltalk: '',
  order: { reference: '', needed: false, verified: false, status: 'none', missing: [] },
  conversation: { turns: 0, failures: 0, returnedFrom: '' },
  knowledge: { found: false, confidence: 0, threshold: 0.6, evidence: 'fitted', article: '', stale: false, locales: ['en'] },
  guard: { checked: false, passed: false },
});

const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An ordinary question with some facts changed; a fact that does not exist, or has another type, is an error. */
export const factsWith = (over: Record<string, unknown>) => {
  const merged = Object.entries(over).map(([key, value]) => {
    const usual: unknown = Reflect.get(ordinary, key);
    return [key, isRecord(usual) && isRecord(value) ? { ...usual, ...value } : value];
  });
  return factsSchema.safeParse({ ...ordinary, ...Object.fromEntries(merged) });
};
