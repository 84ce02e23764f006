import { expect, test } from 'vitest';
import type { Prompt } from '../../policy/prompts.ts';
import { checkPrompts } from '../../policy/prompts-check.ts';
import { readPolicy } from '../../worker/release/build.ts';

const { prompts } = await readPolicy('policy');
const own = prompts ?? [];
const changed = (id: Prompt['id'], change: Partial<Prompt>) => own.map((prompt) => (prompt.id === id ? { ...prompt, ...change } : prompt));
const [first] = own.find(({ id }) => id === 'second')?.cases ?? [];
if (!first) throw new Error('the prompt has a case');
const said = (change: Partial<Prompt>) => checkPrompts(changed('second', change));
const instructions = 'You read one message and say which categories it belongs to.';

test('no prompts at all are fine; some of them are not', () => {
  expect(checkPrompts(null)).toEqual([]);
  expect(checkPrompts(own.slice(1))).toEqual([
    `prompts/${own[0]?.id}.yaml: is missing; write it, or take all prompts out to work without a model.`,
  ]);
  expect(checkPrompts([...own, ...own.slice(0, 1)])[0]).toMatch(/is there twice; take one out\.$/);
  const unjudged = own.filter(({ id }) => id !== 'judge');
  expect(checkPrompts(unjudged)).toEqual([]);
  expect(checkPrompts(unjudged, { judge: true })).toEqual([expect.stringMatching(/^prompts\/judge\.yaml: is missing; write it/)]);
});

test.each<[what: string, change: Partial<Prompt>, says: RegExp]>([
  ['data in the instructions', { instructions: `${instructions} {question}` }, /\{question\} stands in the instructions; move it/],
  [
    'an unknown gap',
    { message: '{categories} {question} {order}' },
    /the message has \{order\}, which nothing fills; use \{question\}, \{categories\}\./,
  ],
  [
    'an unknown gap where there is none',
    { instructions: `${instructions} {tone}` },
    /the instructions have \{tone\}, which nothing fills; take it out\./,
  ],
  ['a forgotten gap', { message: '{categories} only' }, /the message lacks \{question\}; put it where it belongs\./],
  ['a lost brace', { instructions: `${instructions} {question` }, /the instructions have a brace that belongs to no placeholder/],
  ['a key', { instructions: `${instructions} sk-proj-1234567890abcdef` }, /"sk-proj-…" looks like a key; take it out/],
  ['a token', { instructions: `${instructions} Bearer abcdefghijklmnop` }, /looks like a token/],
  ['a long code', { instructions: `${instructions} ${'a1b2c3d4'.repeat(5)}` }, /looks like a long code/],
  ['an address', { message: '{categories} {question} ada@shop.example' }, /looks like an e-mail address/],
  ['a single case', { cases: [{ ...first, attack: true }] }, /has 1 cases; write two or more\./],
  ['no attack', { cases: [first, first] }, /has no case with "attack: true"/],
  [
    'a case about nothing',
    {
      cases: [
        { ...first, data: { order: 1 } },
        { ...first, attack: true },
      ],
    },
    /gives "order", which the prompt does not have/,
  ],
  [
    'a case that is not sent',
    {
      cases: [
        { ...first, sends: ['parcel'] },
        { ...first, attack: true },
      ],
    },
    /does not send "parcel"; correct the prompt or the case\./,
  ],
  [
    'a case that is sent',
    {
      cases: [
        { ...first, never: ['fainted'] },
        { ...first, attack: true },
      ],
    },
    /sends "fainted"; correct the prompt or the case\./,
  ],
  [
    'an answer',
    {
      cases: [
        { ...first, answers: [{ says: {}, fits: true }] },
        { ...first, attack: true },
      ],
    },
    /says that answer 1 fits, and it does not; correct the case\./,
  ],
])('%s is named, with what to do', (_, change, says) => {
  const problems = said(change);
  expect(problems.filter((problem) => says.test(problem))).toHaveLength(1);
  expect(problems.every((problem) => /^prompts\/second\.yaml: .+; .+\.$/s.test(problem))).toBe(true);
});
