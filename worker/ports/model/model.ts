import { answerSchemas, MAX_SENTENCES, type PromptId, sentenceSchema } from '../../../policy/answers.ts';
import type { ModelPolicy } from '../../../policy/model.ts';
import { type Prompt, type PromptData, render } from '../../../policy/prompts.ts';
import { failed, fault, type RemoteFault } from '../fault.ts';
import { type Around, call } from './call.ts';
import type { Asked } from './once.ts';
import type { Answered, ComposeInput, Composing, ModelPort, Sentence } from './port.ts';
import { Queue } from './queue.ts';
import { listReader, wholeReader } from './read.ts';
import { Tally } from './tally.ts';
import { citedBy, composeData, judgeData, languageName, secondData, standaloneData, summaryData } from './tasks.ts';
import { Veil } from './veil.ts';

export interface ModelOptions extends Around {
  prompts: readonly Prompt[];
  hide: ModelPolicy['hide'];
  uses: ModelPolicy['uses'];
}

const never = new AbortController().signal;
/** What came was read and is of no use. */
const faulty = ({ call }: Pick<Answered<unknown>, 'call'>, wrong: RemoteFault) => ({
  fault: wrong,
  call: { ...call, fault: { kind: wrong.kind, why: wrong.why } },
});
const strange = (what: string): RemoteFault => fault('bad-answer', `the model ${what}`);

/** The port over one driver, for one turn: what is hidden has the same placeholders in all its calls, and they share its time. */
export function modelOf(options: ModelOptions): ModelPort {
  const veil = new Veil(options.hide);

  async function ask<T>(
    use: PromptId,
    words: Record<string, string>,
    data: PromptData,
    how: Pick<Asked<T>, 'reader'> & Partial<Pick<Asked<T>, 'committed' | 'stopped'>>,
  ): Promise<Answered<T>> {
    const prompt = options.prompts.find(({ id }) => id === use);
    if (!prompt || !options.uses[use]) {
      const no = failed('not-installed', prompt ? `the policy asks no model for "${use}"` : `the release has no prompt "${use}"`);
      return { ...no, call: new Tally({ use, prompt: '', model: options.chat.name }, options.prices).call(no.fault) };
    }
    const hidden = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, veil.hideAll(value)]));
    const asked = { use, ...render(prompt, words, hidden), schema: answerSchemas[use], committed: () => false, stopped: never, ...how };
    return call(options, `${use}@${prompt.version}`, asked);
  }

  /** What came back with its values again; a placeholder that stands for nothing is a fault. */
  function shown<T>(answered: Answered<T>, show: (value: T) => string | RemoteFault): Answered<string> {
    if (!answered.ok) return answered;
    const value = show(answered.value);
    if (typeof value === 'string') return { ...answered, value };
    return { ok: false, ...faulty(answered, value) };
  }
  const unveiled = (text: string): string | RemoteFault => veil.show(text) ?? strange('made up a placeholder');

  function compose(input: ComposeInput): Composing {
    const queue = new Queue<Sentence>();
    const stop = new AbortController();
    const found = ({ text, cites }: { text: string; cites: string[] }): RemoteFault | null => {
      const own = cites.flatMap((cite) => citedBy(input, cite) ?? []);
      if (own.length !== cites.length) return strange('cited what it was not given');
      const said = unveiled(text);
      if (typeof said !== 'string') return said;
      queue.push({ text: said, cites: [...new Set(own)] });
      return null;
    };
    const words = { language: languageName(input.language), voice: input.voice.map((line) => `- ${line}`).join('\n') };
    const drafted = ask('compose', words, composeData(input), {
      reader: (first) =>
        listReader('sentences', sentenceSchema, MAX_SENTENCES, (sentence) => {
          const wrong = found(sentence);
          if (wrong === null) first();
          return wrong;
        }),
      committed: () => queue.all.length > 0,
      stopped: stop.signal,
    });
    const whole = drafted.then((answered): Answered<Sentence[]> => {
      queue.end();
      return answered.ok ? { ...answered, value: [...queue.all] } : answered;
    });
    return { sentences: queue, whole, stop: () => stop.abort() };
  }

  return {
    name: options.chat.name,
    compose,
    standalone: async (input) =>
      shown(await ask('standalone', {}, standaloneData(input), { reader: () => wholeReader(answerSchemas.standalone) }), ({ question }) =>
        unveiled(question),
      ),
    summary: async (input) =>
      shown(
        await ask('summary', { language: languageName(input.language ?? 'en') }, summaryData(input), {
          reader: () => wholeReader(answerSchemas.summary),
        }),
        ({ summary }) => unveiled(summary),
      ),
    async second(input) {
      const answered = await ask('second', {}, secondData(input), { reader: () => wholeReader(answerSchemas.second) });
      if (!answered.ok) return answered;
      const { categories } = answered.value;
      if (categories.every((id) => input.categories.some((one) => one.id === id))) return { ...answered, value: [...new Set(categories)] };
      return { ok: false, ...faulty(answered, strange('named a category that it was not given')) };
    },
    async judge(input) {
      const answered = await ask('judge', {}, judgeData(input), { reader: () => wholeReader(answerSchemas.judge) });
      if (!answered.ok) return answered;
      const reason = unveiled(answered.value.reason);
      if (typeof reason !== 'string') return { ok: false, ...faulty(answered, reason) };
      return { ...answered, value: { ...answered.value, reason } };
    },
  };
}
