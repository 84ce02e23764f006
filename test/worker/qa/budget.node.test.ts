import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { qaDefaults } from '../../../policy/qa.ts';
import { autonomySchema } from '../../../policy/schema.ts';
import { defectRate, judge, overBudget, type Reviewed } from '../../../worker/qa/budget.ts';
import { lowerBound } from '../../../worker/release/interval.ts';

const now = new Date('2026-11-23T12:00:00.000Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
const turns = (defects: number, good: number, over: Partial<Reviewed> = {}): Reviewed[] =>
  Array.from({ length: defects + good }, (_, i) => ({ turn: `t${i}`, at: daysAgo(1), probability: 0.1, defect: i < defects, ...over }));

const reviewed = fc.array(
  fc.record({
    turn: fc.uuid(),
    at: fc.integer({ min: 0, max: 60 }).map(daysAgo),
    probability: fc.double({ min: 0.01, max: 1, noNaN: true }),
    defect: fc.boolean(),
  }),
  { maxLength: 60 },
);

describe('the rate of defects', () => {
  it('is their share where every turn was as likely to be drawn, with the interval of Clopper and Pearson', () => {
    const found = defectRate(turns(3, 9));
    expect(found).toMatchObject({ reviewed: 12, defects: 3 });
    expect(found.rate).toBeCloseTo(0.25);
    expect(found.lower).toBeCloseTo(lowerBound(3, 12, 0.9), 10);
  });

  it('counts a turn for those that were not drawn beside it', () => {
    // All 10 refusals were reviewed and 1 of 10 answers: 10 + 100 turns, and 10 of them have a defect.
    const found = defectRate([...turns(0, 10, { probability: 1 }), ...turns(1, 9, { probability: 0.1 })]);
    expect(found.rate).toBeCloseTo(10 / 110);
    // Unequal weights say less than as many equal ones.
    expect(found.upper - found.lower).toBeGreaterThan(defectRate(turns(2, 18)).upper - defectRate(turns(2, 18)).lower);
  });

  it('says nothing where nothing was reviewed, and takes no turn that could not be drawn', () => {
    expect(defectRate([])).toEqual({ reviewed: 0, defects: 0, rate: null, lower: 0, upper: 1 });
    expect(defectRate(turns(2, 2, { probability: 0 })).reviewed).toBe(0);
  });

  it('lies inside its interval', () => {
    fc.assert(
      fc.property(reviewed, (some) => {
        const { rate, lower, upper } = defectRate(some);
        expect(lower >= 0 && upper <= 1 && lower <= upper).toBe(true);
        if (rate !== null) expect(lower <= rate + 1e-9 && rate <= upper + 1e-9).toBe(true);
      }),
    );
  });

  it('grows with a defect more', () => {
    fc.assert(
      fc.property(reviewed, fc.nat(), (some, pick) => {
        const good = some.filter(({ defect }) => !defect);
        const one = good[pick % Math.max(1, good.length)];
        const worse = some.map((turn) => (turn === one ? { ...turn, defect: true } : turn));
        expect(defectRate(worse).lower).toBeGreaterThanOrEqual(defectRate(some).lower - 1e-12);
      }),
    );
  });

  it('estimates without bias what the whole stream has', () => {
    // Two strata, 4 % and 40 % defects, drawn at 0.05 and 0.5: the share of those reviewed would say 30 %.
    let seed = 1;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const estimates = Array.from({ length: 200 }, () => {
      const drawn: Reviewed[] = [];
      for (let i = 0; i < 2_000; i++) {
        const rare = i % 10 === 0;
        const probability = rare ? 0.5 : 0.05;
        const defect = random() < (rare ? 0.4 : 0.04);
        if (random() < probability) drawn.push({ turn: String(i), at: daysAgo(1), probability, defect });
      }
      return defectRate(drawn).rate ?? 0;
    });
    expect(estimates.reduce((sum, one) => sum + one, 0) / estimates.length).toBeCloseTo(0.9 * 0.04 + 0.1 * 0.4, 2);
  });
});

describe('the budget', () => {
  const qa = { max_defect_rate: 0.05, min_defects: 2 };

  it('is not spent by one defect, whatever the share', () => {
    expect(overBudget(defectRate(turns(1, 0)), qa)).toBe(false);
    expect(overBudget(defectRate(turns(1, 0)), { ...qa, min_defects: 1 })).toBe(true);
  });

  it('is spent when the share is above it for sure, and not when it may be chance', () => {
    expect(overBudget(defectRate(turns(2, 0)), qa)).toBe(true);
    expect(overBudget(defectRate(turns(2, 8)), qa)).toBe(true);
    expect(overBudget(defectRate(turns(2, 30)), qa)).toBe(false);
    expect(overBudget(defectRate(turns(5, 95)), qa)).toBe(false);
  });
});

describe('stepping down', () => {
  const levels = autonomySchema.options;
  const state = { level: 'autopilot' as const, since: null, qa: qaDefaults, now };

  it('is one level, from reviews of the window', () => {
    expect(judge(turns(3, 3), state).stepsDownTo).toBe('assist');
    expect(judge(turns(3, 3, { at: daysAgo(31) }), state)).toMatchObject({ stepsDownTo: null, window: { reviewed: 0 } });
  });

  it('does not count what an earlier level did wrong against this one', () => {
    const since = daysAgo(2);
    expect(judge(turns(3, 3, { at: daysAgo(3) }), { ...state, level: 'assist', since })).toMatchObject({
      stepsDownTo: null,
      window: { defects: 3 },
      level: { reviewed: 0 },
    });
    expect(judge(turns(3, 3), { ...state, level: 'assist', since }).stepsDownTo).toBe('shadow');
  });

  it('never raises a level, and ends with people', () => {
    const since = fc.option(fc.integer({ min: 0, max: 60 }).map(daysAgo));
    fc.assert(
      fc.property(reviewed, fc.constantFrom(...levels), since, (some, level, from) => {
        const { stepsDownTo } = judge(some, { level, since: from, qa: qaDefaults, now });
        if (stepsDownTo !== null) expect(levels.indexOf(stepsDownTo)).toBe(levels.indexOf(level) - 1);
        if (level === 'human-only') expect(stepsDownTo).toBeNull();
      }),
    );
  });

  it('needs no more than a defect more to stay down: a review without one never lowers', () => {
    fc.assert(
      fc.property(reviewed, (some) => {
        const before = judge(some, state).stepsDownTo;
        const equal = some.map((turn) => ({ ...turn, probability: 0.1 }));
        if (before === null && judge(equal, state).stepsDownTo === null)
          expect(judge([...equal, ...turns(0, 1)], state).stepsDownTo).toBeNull();
      }),
    );
  });
});
