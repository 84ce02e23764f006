import type { ModelCall } from '../../../../worker/ports/model/port.ts';
import type { CaseResult } from '../../../../worker/turn/simulate/run.ts';
import { neutral } from '../../../policy/samples.ts';

export const call = (over: Partial<ModelCall> = {}): ModelCall => ({
  use: 'compose',
  prompt: 'compose@1',
  model: 'openai local',
  tries: 1,
  tokensIn: 100,
  tokensOut: 20,
  counted: true,
  money: 0.001,
  firstMs: null,
  ms: 5,
  sent: '',
  ...over,
});

export const result = (id: string, over: Partial<CaseResult> = {}): CaseResult => ({
  id,
  outcome: 'answer',
  article: 'a',
  area: 'faqs',
  ruleIds: ['confident'],
  reason: null,
  confidence: 0.9,
  reply: 'words',
  facts: neutral,
  ms: 1,
  misses: [],
  ...over,
});
