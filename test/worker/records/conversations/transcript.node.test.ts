import { expect, it } from 'vitest';
import { decisionOf, transcriptJson, transcriptText } from '../../../../worker/records/conversations/transcript.ts';
import { drawn } from '../reviews/samples.ts';
import { past } from './samples.ts';

const at = '2026-11-23T10:00:00.000Z';
const whole = {
  site: 'shop',
  customer: 'key',
  about: past('c-1', { label: 'Ana Silva', identity: 'customer-4711', visitor: 'visitor-0815' }),
  messages: [
    { id: 'm-1', seq: 1, at, author: { kind: 'customer' as const }, body: { type: 'text' as const, text: 'Two\nlines' } },
    { id: 'm-2', seq: 2, at, author: { kind: 'assistant' as const }, body: { type: 'text' as const, text: 'An answer' }, turnId: 't-1' },
    {
      id: 'm-3',
      seq: 3,
      at,
      author: { kind: 'agent' as const, id: 'priya', name: 'Priya Raman' },
      body: { type: 'text' as const, text: 'Hello' },
    },
    {
      id: 'm-4',
      seq: 4,
      at,
      author: { kind: 'system' as const },
      body: { type: 'notice' as const, code: 'resolved' as const, text: 'Resolved' },
    },
  ],
  decisions: [decisionOf({ ...drawn('t-1'), id: 't-1' })],
};

it('reads as a conversation, with the rule behind what the assistant said', () => {
  expect(transcriptText(whole)).toBe(
    [
      'Conversation c-1 with Ana Silva',
      'Site shop, language en, began 2026-11-23 10:00:00 UTC, resolved by person',
      '',
      '2026-11-23 10:00:00 UTC  Ana Silva (customer)',
      '    Two',
      '    lines',
      '2026-11-23 10:00:00 UTC  Assistant [answer: approved-answer-is-sent]',
      '    An answer',
      '2026-11-23 10:00:00 UTC  Priya Raman (person)',
      '    Hello',
      '2026-11-23 10:00:00 UTC  System',
      '    Resolved',
      '',
    ].join('\n'),
  );
});

it('as data has everything in order, and not the ids that the site knows its customer by', () => {
  const data = transcriptJson(whole);
  expect(data).toMatchObject({
    format: 'handrail-conversation-1',
    messages: whole.messages,
    decisions: [{ id: 't-1', outcome: 'answer' }],
  });
  expect(JSON.stringify(data)).not.toMatch(/4711|0815/);
});
