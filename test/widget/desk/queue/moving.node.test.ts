import { beforeEach, expect, it, vi } from 'vitest';
import { move, moved, moveLost, moveOpen, moveRefused, moveTrouble, moving, openMove } from '../../../../widget/desk/queue/moving.ts';
import { dropLive, setLive } from '../../../../widget/desk/queue/wire.ts';
import type { DeskClientFrame } from '../../../../worker/protocol.ts';

let sent: DeskClientFrame[];
let open: boolean;
const socket = {
  send(frame: DeskClientFrame) {
    if (open) sent.push(frame);
    return open;
  },
  close() {},
  wake() {},
};
const give = { type: 'assign', handoffId: 'h1', to: 'luca' } as const;
const hurry = { type: 'route', handoffId: 'h1', priority: 2 } as const;

beforeEach(() => {
  [sent, open] = [[], true];
  setLive(socket);
  moveLost();
  moveTrouble.value = null;
});

it('sends one thing after the other, then closes the dialog and says so once', () => {
  const after = vi.fn();
  openMove('h1');
  move({ handoffId: 'h1', frames: [hurry, give], done: 'Done.', after });
  expect(sent).toEqual([hurry]);
  moved('h1');
  expect(sent).toEqual([hurry, give]);
  expect(after).not.toHaveBeenCalled();
  moved('h1');
  expect(after).toHaveBeenCalledOnce();
  expect([moveOpen.value, moving.value, moveTrouble.value]).toEqual([null, null, null]);
});

it('takes two presses as one, and answers to another page of mine as nothing', () => {
  move({ handoffId: 'h1', frames: [give], done: '' });
  move({ handoffId: 'h1', frames: [give], done: '' });
  moved('h2');
  expect(sent).toHaveLength(1);
  expect(moving.value?.handoffId).toBe('h1');
});

it('says a refusal where it was asked, keeps the dialog, and leaves the refusal of another entry alone', () => {
  openMove('h1');
  move({ handoffId: 'h1', frames: [give], done: '' });
  expect(moveRefused('h2', 'Not this one.')).toBe(false);
  expect(moveRefused('h1', 'Luca takes nothing just now.')).toBe(true);
  expect(moveTrouble.value).toEqual({ handoffId: 'h1', text: 'Luca takes nothing just now.' });
  expect([moveOpen.value, moving.value]).toEqual(['h1', null]);
  // A note that could not be kept is refused after the move is done: not a refusal of the move.
  expect(moveRefused('h1', 'The note could not be kept.')).toBe(false);
});

it('never waits for an answer that cannot come', () => {
  move({ handoffId: 'h1', frames: [give], done: '' });
  moveLost();
  expect(moving.value).toBeNull();
  expect(moveTrouble.value?.text).toMatch(/connection was lost/);
  open = false;
  move({ handoffId: 'h1', frames: [give], done: '' });
  expect(moving.value).toBeNull();
  expect(moveTrouble.value?.text).toMatch(/^Nothing was changed/);
  dropLive(socket);
});
