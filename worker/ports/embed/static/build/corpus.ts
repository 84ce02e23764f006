import { seeded, shuffle } from './random.ts';
import type { Words } from './wordnet.ts';

/** How customers ask; {n} noun, {v} verb, {a} adjective, {c} term of several words. */
const templates = `
how do i {v} my {n}|how can i {v} a {n}|how to {v} {n}|what is the {n} of my {n}|can you {v} the {n} for me|can i {v} my {n} after {n}
why was my {n} not {v}|why is my {n} {a}|where can i find my {n}|where is the {n} {n}|when will my {n} be {a}|when does the {n} {v}
how long does the {n} take|how long until i {v} the {n}|how much does {n} cost|how much is the {n} for {n}|how many {n} do i need to {v}
what are the {n} {n}|what does {n} mean|what should i do if my {n} is {a}|i need to {v} my {n}|i want to {v} the {n} {n}
i would like to {v} a {a} {n}|please {v} my {n}|tell me about {n}|tell me the {n} of {c}|do you {v} {n}|do you have {a} {n}
does the {n} {v} {n}|is it possible to {v} {n} with {n}|is there a {n} for {c}|is the {n} {a} or {a}|are {n} {a}|my {n} is {a}
my {n} did not {v}|i cannot {v} my {n}|i have a problem with my {n}|i lost my {n} {n}|will you {v} me when {n} is {a}|which {n} is {a}
who can {v} my {n}|what happens when i {v} {n}|could you {v} {c}|how do i {v} {c}|what is {c}|where do i get {c}|can i use {c} to {v} {n}
i have a question about {c}|help me {v} {c}|is {c} {a}|{v} {n}|{a} {n}|{n} {n}|{v} the {a} {n}|{c} {n}|{v} {c}|should i {v} {n} or {v} {n}
i am {a} about the {n}|let me know the {n} for {n}|give me {n} {n}|show me my {n}|set {n} to {n}|change my {n} to {a}|what time is {n}
what's the best way to {v} {n}|do i have to {v} {n} before {v} {n}`
  .trim()
  .split(/[|\n]/);

/** Texts to fit on: made of WordNet's definitions, its examples, and questions with its words. The same every time. */
export function makeCorpus(words: Words, count: number, seed: number): string[] {
  const random = seeded(seed);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  /** Words that are used more are picked more. */
  const usual = (list: readonly string[]) => list[Math.floor(list.length * random() ** 2)] ?? '';
  const fill = (kind: string) => {
    if (kind === 'c') return pick(words.compounds);
    return usual(kind === 'n' ? words.nouns : kind === 'v' ? words.verbs : words.adjectives);
  };
  /** People write questions with and without capitals and marks. */
  const written = (text: string) => {
    const begun = random() < 0.5 ? text.charAt(0).toUpperCase() + text.slice(1) : text;
    return random() < 0.4 ? `${begun}?` : begun;
  };
  const questions = Array.from({ length: count }, () => written(pick(templates).replace(/\{(.)\}/g, (_, kind) => fill(kind))));
  const told = [...shuffle([...words.examples], random).slice(0, count), ...shuffle([...words.definitions], random).slice(0, count)];
  const sentences = shuffle([...new Set([...questions, ...told])], random).filter((text) => text.length > 15);
  const asked = new Set(questions);
  const some = (share: number, all: string[]) => all.slice(0, Math.round(count * share));
  // Messages are also single words, and several sentences.
  const short = [...words.compounds, ...words.nouns, ...words.verbs, ...words.adjectives].map(written);
  const long = Array.from({ length: count }, () => Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(sentences)).join('. '));
  const kinds = [
    ...some(
      0.45,
      sentences.filter((text) => asked.has(text)),
    ),
    ...some(
      0.35,
      sentences.filter((text) => !asked.has(text)),
    ),
    ...some(0.1, shuffle([...new Set(short)], random)),
    ...some(0.1, long),
  ];
  return shuffle(kinds, random);
}
