import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { Written } from '../../../../widget/desk/context/written.tsx';
import { emptyThread, type Thread } from '../../../../widget/desk/conversation/reduce.ts';
import { text, tree } from '../../chat/tree.ts';
import { at } from '../samples.ts';

const shown = (over: Partial<Thread>) => text(tree(<Written conversation={{ thread: signal({ ...emptyThread, ...over }) }} />));

test('what a model wrote is plain text, with who wrote it and that nobody has checked it', () => {
  const summary = { handoffId: 'h', text: 'Wants <b>money</b> back.', model: 'openai local', at: at(1) };
  expect(shown({ summary })).toBe('SummaryWants <b>money</b> back.Written by openai local, not checked');
});

test('nothing is shown where there is none', () => {
  expect(shown({})).toBe('');
});
