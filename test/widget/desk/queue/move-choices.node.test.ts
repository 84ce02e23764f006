import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { framesOf, mayGive, mayMove, mayPrioritize, peopleFor, type Target, teamsFor } from '../../../../widget/desk/queue/move-choices.ts';
import { deskClientFrame } from '../../../../worker/protocol.ts';
import { at, colleague, entry, jonas, me } from '../samples.ts';

const luca = { id: 'luca', name: 'Luca Moretti', role: 'agent' } as const;
const mine = entry({ status: 'claimed', agent: { id: me.id, name: me.name } });
const taken = entry({ status: 'claimed', agent: { id: luca.id, name: luca.name } });

describe('who may move what', () => {
  it('is whoever has it, a lead, and anybody while nobody has it', () => {
    expect([entry(), mine, taken].map((one) => mayMove(one, me))).toEqual([true, true, false]);
    expect([entry(), mine, taken].map((one) => mayMove(one, jonas))).toEqual([true, true, true]);
  });

  it('gives to a person only who has it, or a lead', () => {
    expect([entry(), mine, taken].map((one) => mayGive(one, me))).toEqual([false, true, false]);
    expect(mayGive(entry(), jonas)).toBe(true);
  });

  it('leaves danger first, but for a lead', () => {
    expect([1, 2].map((priority) => mayPrioritize(entry({ priority }), me))).toEqual([false, true]);
    expect(mayPrioritize(entry({ priority: 1 }), jonas)).toBe(true);
  });
});

describe('people to choose from', () => {
  const not = (over: Parameters<typeof colleague>[1], who = me) => peopleFor(mine, who, [colleague(luca, over)], 'Support')[0]?.not;

  it('are all but who has it, those with the least to do first', () => {
    const busy = colleague({ ...luca, id: 'busy' }, { load: 3 });
    const gone = colleague({ ...luca, id: 'gone' }, { presence: 'offline' });
    const found = peopleFor(mine, me, [colleague(me), gone, busy, colleague(luca)], 'Support');
    expect(found.map(({ colleague: { id } }) => id)).toEqual(['luca', 'busy', 'gone']);
  });

  it('say why they cannot be chosen', () => {
    expect(not({})).toBe('');
    expect(not({ presence: 'offline' })).toBe('not at the desk');
    expect(not({ lostAt: at(1) })).toBe('connection lost');
    expect(not({ presence: 'away' })).toBe('takes nothing just now');
    expect(not({ load: 4 })).toBe('has as many as they take');
    expect(not({ teams: ['legal'] })).toBe('does not work for Support');
    expect(not({ teams: ['support'] })).toBe('');
  });

  it('are chosen by a lead whatever they have to do, if they are there', () => {
    const overs: Parameters<typeof colleague>[1][] = [{ presence: 'away' }, { load: 9 }, { teams: ['legal'] }];
    for (const over of overs) expect(not(over, jonas)).toBe('');
    expect(not({ presence: 'offline' }, jonas)).toBe('not at the desk');
  });
});

it('offers the other teams, those that are there first', () => {
  const team = (id: string, open: boolean) => ({ id, title: id, open, opensAt: null });
  expect(teamsFor(entry(), [team('support', true), team('legal', false), team('press', true)]).map(({ id }) => id)).toEqual([
    'press',
    'legal',
  ]);
});

describe('frames', () => {
  const person: Target = { kind: 'person', id: 'luca' };
  it('are one for a person or a team, two where the priority changes as well, none where nothing does', () => {
    expect(framesOf(entry(), person, 3, ' Twice upset ')).toEqual([
      { type: 'assign', handoffId: 'handoff-1', to: 'luca', note: 'Twice upset' },
    ]);
    expect(framesOf(entry(), person, 2, 'Hurry')).toEqual([
      { type: 'route', handoffId: 'handoff-1', priority: 2 },
      { type: 'assign', handoffId: 'handoff-1', to: 'luca', note: 'Hurry' },
    ]);
    expect(framesOf(entry(), { kind: 'team', id: 'legal' }, 4, '')).toEqual([
      { type: 'route', handoffId: 'handoff-1', team: 'legal', priority: 4 },
    ]);
    expect(framesOf(entry(), null, 2, 'Why')).toEqual([{ type: 'route', handoffId: 'handoff-1', priority: 2, note: 'Why' }]);
    expect(framesOf(entry(), null, 3, 'Only a note')).toBeNull();
  });

  it('are always what the server takes, and the note goes once', () => {
    const target = fc.constantFrom<Target | null>(null, person, { kind: 'team', id: 'legal' });
    fc.assert(
      fc.property(
        target,
        fc.constantFrom(1, 2, 3, 4),
        fc.constantFrom(2, 3, 4),
        fc.string({ maxLength: 60 }),
        (to, before, wanted, note) => {
          const frames = framesOf(entry({ priority: before }), to, wanted, note) ?? [];
          for (const frame of frames) expect(deskClientFrame.safeParse(frame).success).toBe(true);
          expect(frames.filter((frame) => frame.note !== undefined)).toHaveLength(note.trim() === '' || frames.length === 0 ? 0 : 1);
        },
      ),
    );
  });
});
