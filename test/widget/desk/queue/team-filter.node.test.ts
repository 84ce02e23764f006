import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterOf, isShown, myTeams, teamsShown } from '../../../../widget/desk/queue/team-filter.ts';
import { colleague, entry, jonas, me } from '../samples.ts';

const team = (id: string) => ({ id, title: id, open: true, opensAt: null });
const desk = (mine: string[]) => ({
  me,
  agents: [colleague(jonas, { teams: ['legal'] }), colleague(me, { teams: mine })],
  teams: [team('support'), team('legal')],
});

describe('the team filter', () => {
  it('is mine at first, and all for somebody who works for all of them', () => {
    expect(myTeams(desk(['support']))).toEqual(['support']);
    expect(filterOf('mine', desk(['support']))).toBe('mine');
    expect(filterOf('mine', desk([]))).toBe('all');
  });

  it('forgets a team that is gone', () => {
    expect(filterOf('legal', desk(['support']))).toBe('legal');
    expect(filterOf('press', desk(['support']))).toBe('mine');
    expect(filterOf('all', desk(['support']))).toBe('all');
  });

  it('shows what was chosen', () => {
    const seen = (filter: string) => {
      const teams = teamsShown(filter, desk(['support']));
      return ['support', 'legal', 'press'].filter((one) => isShown(teams, entry({ team: one })));
    };
    expect([seen('mine'), seen('legal'), seen('all')]).toEqual([['support'], ['legal'], ['support', 'legal', 'press']]);
  });

  it('hides danger from nobody', () => {
    fc.assert(
      fc.property(fc.constantFrom('mine', 'all', 'support', 'gone'), fc.string(), fc.array(fc.string()), (chosen, of, mine) => {
        expect(isShown(teamsShown(filterOf(chosen, desk(mine)), desk(mine)), entry({ team: of, priority: 1 }))).toBe(true);
      }),
    );
  });
});
