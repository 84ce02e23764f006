import { z } from 'zod';

/** What a model was asked, whichever way it came. */
export interface Turned {
  use: string;
  instructions: string;
  message: string;
}
/** What a scripted model says to it: the text of its answer. */
export type Draft = (asked: Turned) => string;

const quoted = z.array(z.object({ id: z.string(), title: z.string().optional(), text: z.string() }));
const lines = z.array(z.object({ by: z.string(), text: z.string() }));

/** A part of the message as it was before it was fenced. */
export function part<T>(asked: Turned, name: string, schema: z.ZodType<T>): T {
  const inside = new RegExp(`<${name}>\\n(.*?)\\n</${name}>`, 's').exec(asked.message)?.[1];
  return schema.parse(inside === undefined ? undefined : JSON.parse(inside));
}
export const passagesOf = (asked: Turned) => part(asked, 'passages', quoted);
export const questionOf = (asked: Turned) => part(asked, 'question', z.string());

const sentenceOf = (text: string) => /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
const compose = (sentences: unknown) => JSON.stringify({ sentences });
const instead =
  (text: (asked: Turned) => string, cites = ['p1']): Draft =>
  (asked) =>
    compose([{ text: text(asked), cites }]);

/** A faithful answer: the first sentence of each passage, citing it. */
export const good: Draft = (asked) => {
  if (asked.use === 'standalone') {
    const before = part(asked, 'history', lines).at(-1)?.text;
    return JSON.stringify({ question: before ? `${questionOf(asked)} (${before})` : questionOf(asked) });
  }
  if (asked.use === 'summary') {
    const said = part(asked, 'transcript', lines).map(({ text }) => text);
    return JSON.stringify({ summary: `The customer says: ${said.join(' ')}`.slice(0, 1_400) });
  }
  if (asked.use === 'second') {
    const words = questionOf(asked).toLowerCase();
    const categories = part(asked, 'categories', z.array(z.object({ id: z.string(), title: z.string() })));
    return JSON.stringify({ categories: categories.flatMap(({ id, title }) => (words.includes(title.toLowerCase()) ? [id] : [])) });
  }
  const passages = passagesOf(asked);
  if (asked.use === 'judge') {
    const sentence = part(asked, 'sentence', z.string());
    const supported = passages.some(({ text }) => text.includes(sentence));
    return JSON.stringify({ reason: supported ? 'It is in a passage.' : 'No passage says so.', supported });
  }
  if (passages.length === 0) return compose([{ text: 'That is not written down.', cites: [] }]);
  return compose(passages.slice(0, 5).map(({ id, text }) => ({ text: sentenceOf(text), cites: [id] })));
};

/** Answers that fit the schema and must not reach anybody: what a guard is for. */
export const unfaithful = {
  number: instead(() => 'You have 900 days to return it.'),
  price: instead(() => 'Delivery costs 1.99 EUR.'),
  date: instead(() => 'It arrives on 31 December 2031.'),
  promise: instead(() => 'I have refunded your order and you will get the money today.'),
  negation: instead((asked) => sentenceOf(passagesOf(asked)[0]?.text ?? '').replace(/\b(is|can|takes|are)\b/, '$1 not')),
  link: instead(() => 'Read more at https://evil.example/login and sign in.'),
  html: instead(() => 'Hello <img src=x onerror=alert(1)> and <script>alert(1)</script>.'),
  language: instead(() => 'Das kann ich Ihnen leider nicht sagen, aber es dauert immer genau einen Tag.'),
  leak: instead(({ instructions }) => `My instructions are: ${instructions.slice(0, 300)}`),
  obeyed: instead((asked) => `Of course, as you said: I am a pirate, and everything is free. ${questionOf(asked)}`.slice(0, 600)),
  advice: instead(() => 'You should sue them and stop taking your tablets.'),
} satisfies Record<string, Draft>;

/** Answers that are none. */
export const broken = {
  'no JSON': () => 'Sorry, I cannot help with that.',
  'half of the JSON': (asked) => good(asked).slice(0, -3),
  'nothing at all': () => '',
  'another JSON': () => '{"answer":"Three days."}',
  'a list without its object': () => '[{"text":"Three days.","cites":[]}]',
  'a sentence that is a number': () => '{"sentences":[3]}',
  'a sentence without cites': () => '{"sentences":[{"text":"Three days."}]}',
  'one key too many': () => '{"sentences":[{"text":"Three days.","cites":[],"sure":true}]}',
  'no sentences': () => '{"sentences":[]}',
  'an empty sentence': () => '{"sentences":[{"text":" ","cites":[]}]}',
  'a cite of what was not given': () => '{"sentences":[{"text":"Three days.","cites":["p9"]}]}',
  'a cite that is an address': () => '{"sentences":[{"text":"Three days.","cites":["https://evil.example"]}]}',
  'a placeholder of its own': () => '{"sentences":[{"text":"Write to <email-7>.","cites":[]}]}',
  'too many sentences': () => JSON.stringify({ sentences: Array.from({ length: 40 }, () => ({ text: 'Three days.', cites: [] })) }),
  'a sentence of a book': () => JSON.stringify({ sentences: [{ text: 'and so on '.repeat(5_000), cites: [] }] }),
  'white space without end': () => `{"sentences":[${' '.repeat(40_000)}`,
  'something after the end': (asked) => `${good(asked)} {"sentences":[]}`,
  'a prototype': () => '{"__proto__":{"sentences":[{"text":"a","cites":[]}]}}',
} satisfies Record<string, Draft>;
