import { expect, test, vi } from 'vitest';
import type { Chat } from '../../../widget/chat/chat.ts';
import { Contact } from '../../../widget/chat/contact.tsx';
import { Standing } from '../../../widget/chat/standing.tsx';
import type { ConversationView } from '../../../worker/protocol.ts';
import { elements, text, tree } from './tree.ts';

const view: ConversationView = {
  id: 'conversation',
  state: 'queued',
  agent: null,
  queue: { place: 2, waitMinutes: 4 },
  feedback: null,
  contact: false,
};
const chatWith = (change: Partial<ConversationView>) => {
  const now = { ...view, ...change };
  const part = {
    t: (key: string, given: object = {}) => [key, ...Object.values(given)].join(' '),
    mode: { value: now.state },
    view: { value: now },
    locale: { value: 'en' },
    session: { value: null },
    contact: vi.fn(),
  };
  return part as unknown as Chat;
};
const render = (chat: Chat) => tree(<Standing chat={chat} />);

test('who waits is told their place and wait, and may leave an address without being asked to', () => {
  const shown = render(chatWith({}));
  expect(text(elements(shown, 'p'))).toContain('queue-place 2 queue-wait 4');
  const [details] = elements(shown, 'details');
  expect(details?.attributes.open).toBe(false);
  expect(text(elements(shown, 'summary'))).toBe('cant-wait');
  expect(elements(shown, 'input').map(({ attributes }) => [attributes.type, attributes.required])).toEqual([
    ['email', true],
    ['checkbox', true],
  ]);
});

test('while nobody is there the customer is told when somebody is, instead of a place, and asked for an address', () => {
  const shown = render(chatWith({ queue: { place: 1, waitMinutes: 3, opensAt: new Date(Date.now() + 86_400_000).toISOString() } }));
  expect(text(shown)).toMatch(/queue-opens \w+day/);
  expect(text(shown)).not.toMatch(/queue-place|queue-wait/);
  expect(elements(shown, 'details')[0]?.attributes.open).toBe(true);
  expect(text(elements(shown, 'summary'))).toBe('leave-email');
});

test('an address that was left is not asked for again', () => {
  for (const state of ['queued', 'missed'] as const) {
    const shown = render(chatWith({ state, contact: true }));
    expect(text(shown)).toContain('contact-thanks');
    expect(elements(shown, 'form')).toEqual([]);
    expect(elements(shown, 'details')).toEqual([]);
    expect(text(shown).includes('queue-place')).toBe(state === 'queued');
  }
});

test('nobody came in time: said once, with the form under it', () => {
  const shown = render(chatWith({ state: 'missed', queue: null }));
  expect(text(elements(shown, 'p'))).toBe('missed');
  expect(elements(shown, 'form')).toHaveLength(1);
});

test('the form sends what was typed, trimmed', () => {
  const chat = chatWith({});
  const [form] = elements(tree(<Contact chat={chat} />), 'form');
  const { onSubmit } = form?.attributes ?? {};
  vi.stubGlobal('FormData', function FormDataOf() {
    return { get: () => ' kim@example.com ' };
  });
  if (typeof onSubmit === 'function') onSubmit({ preventDefault() {}, currentTarget: null });
  vi.unstubAllGlobals();
  expect(chat.contact).toHaveBeenCalledExactlyOnceWith('kim@example.com');
});
