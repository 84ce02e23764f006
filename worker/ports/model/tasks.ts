import type { PromptData } from '../../../policy/prompts.ts';
import { cut } from '../embed/batches.ts';
import type { ComposeInput, JudgeInput, Line, Quoted } from './port.ts';

/** Bytes of each text that are sent, and how many of each there are. What is beyond is left out: a model is asked in seconds. */
const bytes = { question: 4_000, line: 1_500, passage: 5_000, fact: 500, title: 200, transcript: 24_000 };
const most = { passages: 12, facts: 30, history: 8, transcript: 80, rejected: 4, categories: 80 };

/** Half a character is refused by services; what nobody sees says other things to a model than to a reader. */
const tidy = (text: string, max: number): string =>
  cut(
    text
      .replace(/\p{Surrogate}/gu, '\ufffd')
      .replace(/(?!\u200d\p{Extended_Pictographic})\p{Cf}/gu, '')
      .replace(/(?![\n\t])\p{Cc}/gu, ' '),
    max,
  );

const lines = (all: readonly Line[], count: number) => all.slice(-count).map(({ by, text }) => ({ by, text: tidy(text, bytes.line) }));

/** Short ids instead of our own: fewer tokens, the same for every question, and nothing of how things are called here. */
const quoted = (letter: string, all: readonly Quoted[], count: number, max: number) =>
  all.slice(0, count).map(({ title, text }, i) => ({
    id: `${letter}${i + 1}`,
    ...(title !== undefined && { title: tidy(title, bytes.title) }),
    text: tidy(text, max),
  }));

export function composeData(input: ComposeInput): PromptData {
  return {
    // What is approved comes first: a number that is hidden comes back as it is written there.
    passages: quoted('p', input.passages, most.passages, bytes.passage),
    facts: quoted('f', input.facts, most.facts, bytes.fact),
    question: tidy(input.question, bytes.question),
    history: lines(input.history, most.history),
    rejected: (input.rejected ?? [])
      .slice(0, most.rejected)
      .map(({ text, reason }) => ({ text: tidy(text, bytes.line), reason: tidy(reason, bytes.fact) })),
  };
}

/** Our id of what a model cited; undefined where there is no such thing. */
export function citedBy({ passages, facts }: ComposeInput, cite: string): string | undefined {
  const at = Number(cite.slice(1)) - 1;
  return cite.startsWith('p') ? passages.slice(0, most.passages)[at]?.id : facts.slice(0, most.facts)[at]?.id;
}

export const standaloneData = ({ question, history }: { question: string; history: readonly Line[] }): PromptData => ({
  question: tidy(question, bytes.question),
  history: lines(history, most.history),
});

export function summaryData({ transcript }: { transcript: readonly Line[] }): PromptData {
  const all = lines(transcript, most.transcript);
  let room = bytes.transcript;
  // The end of a conversation says most of what is still open.
  const kept = all.reverse().filter(({ text }) => {
    room -= text.length;
    return room >= 0;
  });
  return { transcript: kept.reverse() };
}

export const secondData = (input: { question: string; categories: readonly { id: string; title: string }[] }): PromptData => ({
  question: tidy(input.question, bytes.question),
  categories: input.categories.slice(0, most.categories).map(({ id, title }) => ({ id, title: tidy(title, bytes.title) })),
});

export const judgeData = ({ sentence, passages, before }: JudgeInput): PromptData => ({
  passages: quoted('p', passages, most.passages, bytes.passage),
  before: before.slice(-most.history).map((text) => tidy(text, bytes.line)),
  sentence: tidy(sentence, bytes.line),
});

const names = new Intl.DisplayNames(['en'], { type: 'language' });

/** "German" for "de": models follow the word better than the code. */
export function languageName(locale: string): string {
  try {
    return names.of(locale) ?? locale;
  } catch {
    return 'English';
  }
}
