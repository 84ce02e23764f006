import { answerSchemas, promptIds } from './answers.ts';
import type { ModelPolicy } from './model.ts';
import { holesIn, type Prompt, promptPlaceholders, render } from './prompts.ts';

/** Keys, tokens and addresses of people have no place in a text that is sent to a vendor with every question. */
const secrets: [what: string, pattern: RegExp][] = [
  ['a key', /\b(?:sk|pk|rk|ghp|gho|xox[abp]|whsec|hr)[-_][\w-]{12,}|\bAKIA[0-9A-Z]{16}\b/],
  ['a private key', /-----BEGIN [A-Z ]+-----/],
  ['a token', /\beyJ[\w-]{10,}\.[\w-]{10,}|\bBearer\s+[\w.~+/-]{12,}/],
  ['a long code', /\b(?=[\w+/]*\d)(?=[\w+/]*[A-Za-z])[\w+/]{32,}={0,2}/],
  ['an e-mail address', /[\w.+-]+@[\w-]+\.[a-z]{2,}/i],
];

const braces = /[{}]/;
const listed = (names: readonly string[]) => names.map((name) => `{${name}}`).join(', ');

/**
 * Everything wrong with the prompts that their schema cannot see, each with what to do. None at all is fine: no model is asked.
 * Policies made before there was a judge have no prompt for it, and need none until they switch it on.
 */
export function checkPrompts(prompts: readonly Prompt[] | null, uses: Pick<ModelPolicy['uses'], 'judge'> = { judge: false }): string[] {
  if (prompts === null) return [];
  const needed = promptIds.filter((id) => id !== 'judge' || uses.judge);
  const missing = needed.filter((id) => !prompts.some((prompt) => prompt.id === id));
  const twice = promptIds.filter((id) => prompts.filter((prompt) => prompt.id === id).length > 1);
  return [
    ...missing.map((id) => `prompts/${id}.yaml: is missing; write it, or take all prompts out to work without a model.`),
    ...twice.map((id) => `prompts/${id}.yaml: the prompt "${id}" is there twice; take one out.`),
    ...prompts.flatMap(checkPrompt),
  ];
}

function checkPrompt(prompt: Prompt): string[] {
  const { id, instructions, message, cases } = prompt;
  const say = (text: string) => `prompts/${id}.yaml: ${text}`;
  const { words, data }: { words: readonly string[]; data: readonly string[] } = promptPlaceholders[id];
  return [
    ...gaps('instructions', instructions, words, data),
    ...gaps('message', message, data, words),
    ...secrets.flatMap(([what, pattern]) => {
      const found = pattern.exec(`${instructions}\n${message}`)?.[0];
      return found === undefined ? [] : [`"${found.slice(0, 8)}…" looks like ${what}; take it out: prompts are sent to a vendor.`];
    }),
    ...(cases.length < 2 ? [`has ${cases.length} cases; write two or more.`] : []),
    ...(cases.some(({ attack }) => attack) ? [] : ['has no case with "attack: true"; write one in which data gives orders.']),
    ...cases.flatMap((one) => checkCase(prompt, one, [...words, ...data])),
  ].map(say);
}

/** Every gap is known, stands where it may, and none is forgotten. */
function gaps(part: 'instructions' | 'message', text: string, own: readonly string[], others: readonly string[]): string[] {
  const found = holesIn(text);
  const [has, lacks] = part === 'message' ? ['has', 'lacks'] : ['have', 'lack'];
  const use = own.length > 0 ? `use ${listed(own)}` : 'take it out';
  return [
    ...found
      .filter((name) => others.includes(name))
      .map((name) => `{${name}} stands in the ${part}; move it: words belong into the instructions, data into the message.`),
    ...found
      .filter((name) => !own.includes(name) && !others.includes(name))
      .map((name) => `the ${part} ${has} {${name}}, which nothing fills; ${use}.`),
    ...own.filter((name) => !found.includes(name)).map((name) => `the ${part} ${lacks} {${name}}; put it where it belongs.`),
    ...(braces.test(text.replace(/\{\w+\}/g, '')) ? [`the ${part} ${has} a brace that belongs to no placeholder; take it out.`] : []),
  ];
}

function checkCase(prompt: Prompt, one: Prompt['cases'][number], known: readonly string[]): string[] {
  const say = (text: string) => `the case "${one.name}" ${text}`;
  const sent = Object.values(render(prompt, one.words, one.data)).join('\n\n');
  const given = [...Object.keys(one.words), ...Object.keys(one.data)];
  return [
    ...given.filter((name) => !known.includes(name)).map((name) => say(`gives "${name}", which the prompt does not have; take it out.`)),
    ...one.sends.filter((text) => !sent.includes(text)).map((text) => say(`does not send "${text}"; correct the prompt or the case.`)),
    ...one.never.filter((text) => sent.includes(text)).map((text) => say(`sends "${text}"; correct the prompt or the case.`)),
    ...one.answers.flatMap(({ says, fits }, i) =>
      answerSchemas[prompt.id].safeParse(says).success === fits
        ? []
        : [say(`says that answer ${i + 1} ${fits ? 'fits, and it does not' : 'does not fit, and it does'}; correct the case.`)],
    ),
  ];
}
