import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Qa, qaDefaults } from '../../../policy/qa.ts';
import { draws, inclusion, sample } from '../../../worker/qa/sampling.ts';
import type { TurnRecord } from '../../../worker/turn/record.ts';
import { turn } from '../../../worker/turn/turn.ts';
import { facts, policy } from '../../policy/samples.ts';
import { engineOf, inputOf, portsOf } from '../turn/samples.ts';

const answer = { kind: 'verbatim' as const, articleId: 'a', title: 'A', blocks: [] };
const none = { kind: 'none' as const };
const words = { kind: 'text' as const, text: 'Hello!' };
const handoff = {
  kind: 'handoff' as const,
  reason: 'approval-required' as const,
  text: 'A person looks at it.',
  priority: 3,
  team: 'care',
};
const qa: Qa = { ...qaDefaults, sample: 0.1, by_outcome: { decline: 1 }, drafts: 0.5 };

describe('how likely a turn is to be reviewed', () => {
  const of = (outcome: TurnRecord['outcome'], draft: TurnRecord['draft'], over = {}) =>
    inclusion(qa, { facts: facts(over), draft, outcome });

  it('is the share of its stratum', () => {
    expect(of({ kind: 'answer', draft: answer }, answer)).toBe(0.1);
    expect(of({ kind: 'clarify', draft: words }, words)).toBe(0.1);
    expect(of({ kind: 'decline', text: 'No.' }, none)).toBe(1);
    expect(of(handoff, none)).toBe(0.1);
    expect(of(handoff, answer)).toBe(0.5);
  });

  it('is nothing for small talk that is answered, and what it always is where a person was called instead', () => {
    expect(of({ kind: 'answer', draft: words }, words, { smalltalk: 'hello' })).toBe(0);
    expect(of(handoff, none, { smalltalk: 'hello' })).toBe(0.1);
  });
});

describe('the draw', () => {
  const draw = draws('a-secret-of-the-worker-0123456789', 'shop');

  it('is the same number for the same turn, whoever asks and however often', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), async (id) => {
        const again = draws('a-secret-of-the-worker-0123456789', 'shop');
        expect(await draw(id)).toBe(await again(id));
      }),
    );
  });

  it('cannot be told without the secret, nor from another site', async () => {
    const others = [
      draws('another-secret-of-a-worker-012345', 'shop'),
      draws('a-secret-of-the-worker-0123456789', 'shop2'),
      draws('', 'shop'),
    ];
    for (const other of others) expect(await other('turn-1')).not.toBe(await draw('turn-1'));
  });

  it('is uniform, also for ids that count up', async () => {
    const n = 5_000;
    const cells = new Array<number>(20).fill(0);
    for (let i = 0; i < n; i++) {
      const number = await draw(`turn-${i}`);
      expect(number >= 0 && number < 1).toBe(true);
      const cell = Math.floor(number * cells.length);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    // Pearson's statistic for 19 degrees of freedom; 43.8 is its quantile of 99.9 %. The draws are always the same, so it holds or not.
    const expected = n / cells.length;
    expect(cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(43.8);
  });
});

describe('sampling', () => {
  const decided = (id: string) => ({ id, facts: facts(), draft: answer, outcome: { kind: 'answer' as const, draft: answer } });
  const matrix = (share: number) => {
    const { matrix } = policy();
    return { ...matrix, areas: matrix.areas.map((area) => (area.id === 'faqs' ? { ...area, qa: { sample: share } } : area)) };
  };

  it('draws a turn when its number is below the share, so that a higher share only adds turns', async () => {
    const draw = draws('', 'shop');
    await fc.assert(
      fc.asyncProperty(
        fc.uuid(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (id, a, b) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          const [less, more] = [await sample(matrix(low), decided(id), draw), await sample(matrix(high), decided(id), draw)];
          expect(less.draw).toBe(more.draw);
          expect(less.probability).toBe(low);
          expect(less.drawn).toBe(less.draw < low);
          if (less.drawn) expect(more.drawn).toBe(true);
        },
      ),
    );
  });

  it('reviews all of an area that says 1, and nothing of one that says 0', async () => {
    for (let i = 0; i < 50; i++) {
      expect((await sample(matrix(1), decided(`t${i}`), draws('', 'shop'))).drawn).toBe(true);
      expect((await sample(matrix(0), decided(`t${i}`), draws('', 'shop'))).drawn).toBe(false);
    }
  });
});

describe('a turn', () => {
  const engine = engineOf([]);
  const ask = async (id: string) =>
    (await turn(inputOf('what is this?', { id }), portsOf(engine, { draw: draws('secret', 'shop') }))).record.sampling;

  it('carries its probability and draw, the same ones when it is taken up again', async () => {
    const sampling = await ask('turn-1');
    expect(sampling).toEqual({ probability: 0.1, draw: await draws('secret', 'shop')('turn-1'), drawn: expect.any(Boolean) });
    expect(await ask('turn-1')).toEqual(sampling);
    expect(await ask('turn-2')).not.toEqual(sampling);
  });

  it('that is only tried out draws from its id', async () => {
    const { record } = await turn(inputOf('what is this?'), portsOf(engine));
    expect(record.sampling?.draw).toBe(await draws('', 'shop')('turn-1'));
  });
});
