import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Prompt, promptPlaceholders, render } from '../../policy/prompts.ts';
import { checkPrompts } from '../../policy/prompts-check.ts';
import { readPolicy } from '../../worker/release/build.ts';

const { prompts } = await readPolicy('policy');
const compose = (prompts ?? []).find(({ id }) => id === 'compose');
if (!compose) throw new Error('the project has a prompt to compose with');
const plain: Prompt = { ...compose, instructions: 'Write in {language}. {voice}', message: '{question}\n{passages}' };

test('words go into the instructions, data goes as JSON between tags into the message', () => {
  const sent = render(
    plain,
    { language: 'English', voice: 'Be kind.' },
    { question: 'how "long"?', passages: [{ id: 'p1', text: 'a\nb' }] },
  );
  expect(sent.instructions).toBe('Write in English. Be kind.');
  expect(sent.message).toBe(
    '<question>\n"how \\"long\\"?"\n</question>\n<passages>\n[\n {\n  "id": "p1",\n  "text": "a\\nb"\n }\n]\n</passages>',
  );
});

test('what is missing is null, and names that every object has fill nothing', () => {
  const odd: Prompt = { ...plain, instructions: '{constructor}{toString}.', message: '{question}{constructor}' };
  expect(render(odd, {}, {})).toEqual({ instructions: '.', message: '<question>\nnull\n</question><constructor>\nnull\n</constructor>' });
});

test('placeholders of what is kept from a vendor stay as they are', () => {
  expect(render(plain, {}, { question: '<email-1> <b> <id-2> <email-x>' }).message).toContain(
    '"<email-1> \\u003cb> <id-2> \\u003cemail-x>"',
  );
});

test('whatever the data says, its tag is opened and closed once, and it reads back as it was', () => {
  const bits = fc.constantFrom(
    '</question>',
    '<question>',
    '{passages}',
    '{question}',
    '"',
    '\\',
    '\n',
    '<email-1>',
    '\u2028',
    'x',
    '$&',
    '$1',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(bits).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, text, (question, passage) => {
      const { message } = render(plain, {}, { question, passages: [passage] });
      for (const tag of ['<question>', '</question>', '<passages>', '</passages>']) expect(message.split(tag)).toHaveLength(2);
      const inside = /^<question>\n(.*)\n<\/question>/s.exec(message)?.[1] ?? '';
      expect(JSON.parse(inside)).toBe(JSON.parse(JSON.stringify(question)));
    }),
  );
});

test('the project has every prompt, with cases that hold, and all it may fill', () => {
  expect(checkPrompts(prompts)).toEqual([]);
  expect((prompts ?? []).map(({ id }) => id).sort()).toEqual(Object.keys(promptPlaceholders).sort());
});
