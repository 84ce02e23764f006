import { expect, test, vi } from 'vitest';
import type { Chat } from '../../../widget/chat/chat.ts';
import { Message } from '../../../widget/chat/message.tsx';
import type { Message as Said, State } from '../../../worker/protocol.ts';
import { elements, text, tree } from './tree.ts';

const asked: Said = {
  id: 'm2',
  seq: 2,
  at: '2026-11-23T10:00:00Z',
  author: { kind: 'assistant' },
  body: {
    type: 'choices',
    text: 'Which one?',
    choices: [
      { articleId: 'store', title: 'Returning in a <b>store</b>?' },
      { articleId: 'post', title: 'Returning by post' },
    ],
  },
};
/** As much of a chat as a message looks at. */
const chatIn = (state: State) => {
  const part = { t: (key: string) => key, mode: { value: state }, locale: { value: 'en' }, pick: vi.fn(), person: vi.fn() };
  return { part, chat: part as unknown as Chat };
};
const shown = (state: State, last: boolean) => {
  const { part, chat } = chatIn(state);
  const page = tree(<Message of={asked} after={undefined} last={last} chat={chat} />);
  return { part, page, buttons: elements(page, 'button') };
};
const press = (button: ReturnType<typeof elements>[number] | undefined) => {
  const { onClick } = button?.attributes ?? {};
  if (typeof onClick === 'function') onClick();
};

test('offers each title as a real button that says it in the customer’s place', () => {
  const { part, page, buttons } = shown('assistant', true);
  expect(text(page)).toContain('Which one?');
  expect(buttons.map((button) => [button.attributes.type, Boolean(button.attributes.disabled), text(button.children)])).toEqual([
    ['button', false, 'Returning in a <b>store</b>?'],
    ['button', false, 'Returning by post'],
    ['button', false, 'none'],
  ]);
  press(buttons[1]);
  expect(part.pick).toHaveBeenCalledExactlyOnceWith('Returning by post');
  expect(part.person).not.toHaveBeenCalled();
});

test('brings a person to whoever finds none of them right', () => {
  const { part, buttons } = shown('assistant', true);
  press(buttons.at(-1));
  expect(part.person).toHaveBeenCalledOnce();
  expect(part.pick).not.toHaveBeenCalled();
});

test('names the list, so that a screen reader says what it is', () => {
  const [list] = elements(shown('assistant', true).page, 'ul');
  expect(list?.attributes['aria-label']).toBe('suggestions');
  expect(list?.children).toHaveLength(3);
});

test.each([
  ['the conversation has moved on', 'assistant', false],
  ['people have it', 'queued', true],
  ['it is over', 'resolved', true],
] as const)('can be read but not pressed once %s', (_, state, last) => {
  const { buttons } = shown(state, last);
  expect(buttons.map((button) => button.attributes.disabled)).toEqual([true, true, true]);
});

test('a handoff is said as plainly as an answer, other notices are quiet', () => {
  const { chat } = chatIn('queued');
  const classOf = (code: 'handoff' | 'claimed') => {
    const of: Said = { ...asked, author: { kind: 'system' }, body: { type: 'notice', code, text: 'Call 142.' } };
    const [, bubble] = elements(tree(<Message of={of} after={of} last={true} chat={chat} />), 'div');
    return bubble?.attributes.class;
  };
  expect(classOf('handoff')).toBe('bubble handed');
  expect(classOf('claimed')).toBe('bubble');
});

test('the last own message says when the person who helps has seen it, without announcing it', () => {
  const { chat } = chatIn('human');
  const own: Said = { ...asked, author: { kind: 'customer' }, body: { type: 'text', text: 'Where is it?' } };
  const marks = (seen: boolean) =>
    elements(tree(<Message of={own} after={own} last={true} seen={seen} chat={chat} />), 'div').filter(
      ({ attributes }) => attributes['aria-live'] === 'off',
    );
  expect(marks(true).map(({ children }) => text(children))).toEqual(['seen']);
  expect(marks(false)).toEqual([]);
});
