import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floorOf } from '../../../../widget/desk/floor/view.ts';
import { sections } from '../../../../widget/desk/queue/sections.ts';
import type { QueueEntry } from '../../../../worker/protocol.ts';
import { at, colleague, entry, jonas, me } from '../samples.ts';

const team = (id: string) => ({ id, title: id, open: true, opensAt: null });
const late = { kind: 'first', due: at(1), status: 'breached' } as const;
const near = { kind: 'next', due: at(9), status: 'nearing' } as const;
const of = ({ id, name }: typeof me) => ({ status: 'claimed', agent: { id, name } }) as const;
const floor = (entries: QueueEntry[], agents = [colleague(me), colleague(jonas)], teams = [team('support'), team('legal')]) =>
  floorOf(sections(entries, jonas), agents, teams);

describe('the floor', () => {
  it('puts who has to be looked at first on top: connection lost, then late, then nearing', () => {
    const luca = { id: 'luca', name: 'Luca', role: 'agent' } as const;
    const { people } = floor(
      [
        entry({ handoffId: 'a', ...of(me), sla: near }),
        entry({ handoffId: 'b', ...of(jonas), sla: late }),
        entry({ handoffId: 'c', ...of(jonas) }),
        entry({ handoffId: 'd', ...of(luca) }),
      ],
      [colleague(me), colleague(jonas), colleague(luca, { lostAt: at(1) })],
    );
    expect(people.map(({ colleague: { id }, entries, standing }) => [id, entries.length, standing.breached, standing.nearing])).toEqual([
      ['luca', 1, 0, 0],
      ['jonas', 2, 1, 0],
      ['ines', 1, 0, 1],
    ]);
  });

  it('says by team who waits, since when, and how many promises are broken or soon will be', () => {
    const { teams } = floor([
      entry({ handoffId: 'a', createdAt: at(3), sla: late }),
      entry({ handoffId: 'b', createdAt: at(1), sla: near }),
      entry({ handoffId: 'c', createdAt: at(0), status: 'missed', sla: late }),
      entry({ handoffId: 'd', ...of(me), createdAt: at(-9) }),
    ]);
    expect(teams.map(({ team: { id }, waiting, missed, oldest }) => [id, waiting.length, missed.length, oldest])).toEqual([
      ['support', 2, 1, at(0)],
      ['legal', 0, 0, null],
    ]);
    expect(teams[0]?.standing).toEqual({ breached: 2, nearing: 1 });
  });

  it('loses nobody whose team is gone from the policy', () => {
    const { teams } = floor([entry({ team: 'old-team' })]);
    expect(teams.at(-1)).toMatchObject({ team: { id: 'old-team', title: 'Old team', open: false }, waiting: [{ handoffId: 'handoff-1' }] });
  });

  it('counts who is really there', () => {
    const { totals } = floor(
      [],
      [colleague(me, { presence: 'wrapping-up' }), colleague(jonas), colleague({ ...me, id: 'x' }, { lostAt: at(1) })],
    );
    expect(totals).toMatchObject({ online: 1, away: 1, waiting: 0, claimed: 0 });
  });

  it('shows every entry once, in whatever state', () => {
    const any = fc.record({
      handoffId: fc.uuid(),
      status: fc.constantFrom('waiting', 'claimed', 'missed'),
      team: fc.constantFrom('support', 'legal', 'gone'),
      who: fc.constantFrom(me, jonas),
    });
    fc.assert(
      fc.property(fc.uniqueArray(any, { selector: ({ handoffId }) => handoffId }), (list) => {
        const entries = list.map(({ who, status, ...over }) =>
          entry({ ...over, status, agent: status === 'claimed' ? { id: who.id, name: who.name } : null }),
        );
        const { people, teams, totals } = floor(entries);
        const shown = [...people.flatMap((one) => one.entries), ...teams.flatMap((one) => [...one.waiting, ...one.missed])];
        expect(shown.map(({ handoffId }) => handoffId).sort()).toEqual(entries.map(({ handoffId }) => handoffId).sort());
        expect(totals.waiting + totals.missed + totals.claimed).toBe(entries.length);
      }),
    );
  });
});
