import type { PromptId } from '../../../policy/answers.ts';
import { failed } from '../fault.ts';
import type { Answered, ModelPort } from './port.ts';

/** Whether there is a model to ask at all. */
export const isInstalled = ({ name }: Pick<ModelPort, 'name'>): boolean => !name.startsWith('none');

/** No model: nothing is asked, nothing leaves, and approved text is sent as it is. `name` may say why. */
export function noModel(name = 'none'): ModelPort {
  const answer = (use: PromptId): Answered<never> => {
    const no = failed('not-installed', 'no model is installed');
    const { kind, why } = no.fault;
    const nothing = { tries: 0, tokensIn: 0, tokensOut: 0, counted: true, money: 0, firstMs: null, ms: 0, sent: '' };
    return { ...no, call: { use, prompt: '', model: name, ...nothing, fault: { kind, why } } };
  };
  return {
    name,
    compose: () => ({ sentences: silence(), whole: Promise.resolve(answer('compose')), stop: () => {} }),
    standalone: async () => answer('standalone'),
    summary: async () => answer('summary'),
    second: async () => answer('second'),
    judge: async () => answer('judge'),
  };
}

async function* silence(): AsyncGenerator<never> {}
