import { expect, it } from 'vitest';
import { peopleText } from '../../../../widget/desk/queue/presence-words.ts';
import { at, colleague, jonas, me } from '../samples.ts';

const before = [colleague(me), colleague(jonas)];

it('says my own presence when it changes, on whichever page it was changed', () => {
  expect(peopleText(before, [colleague(me, { presence: 'away' })], me.id)).toBe('You are away: nothing is given to you.');
  expect(peopleText([colleague(me, { presence: 'wrapping-up' })], [colleague(me)], me.id)).toBe('You are online.');
});

it('says whose conversations are about to come back, once', () => {
  const lost = colleague(jonas, { lostAt: at(1), load: 2 });
  expect(peopleText(before, [lost], me.id)).toBe('The connection of Jonas is lost. Without it 2 conversations will go back to the queue.');
  expect(peopleText([colleague(me), lost], [lost], me.id)).toBe('');
});

it('keeps quiet about what concerns nobody here', () => {
  expect(peopleText(before, [colleague(me, { load: 1 }), colleague(jonas, { presence: 'away' })], me.id)).toBe('');
  expect(peopleText(before, [colleague(jonas, { lostAt: at(1) })], me.id)).toBe('');
  expect(peopleText([], [colleague(me)], me.id)).toBe('');
});
