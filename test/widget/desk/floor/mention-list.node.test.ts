import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptList, type Mention, toKeep, withMention, withSeen } from '../../../../widget/desk/floor/mention-list.ts';
import { jonas, noon } from '../samples.ts';

const frame = (conversationId: string, text = 'Can you look?') => ({ type: 'mentioned', conversationId, by: jonas, text }) as const;
const list = (...conversations: string[]): readonly Mention[] =>
  conversations.reduce<readonly Mention[]>((known, one, at) => withMention(known, frame(one), noon + at), []);

describe('mentions', () => {
  it('are newest first, each once although two pages of one person hear of it', () => {
    expect(list('c1', 'c2', 'c1').map(({ conversationId }) => conversationId)).toEqual(['c2', 'c1']);
    expect(withMention(list('c1'), frame('c1', 'And this?'), noon)).toHaveLength(2);
    expect(withMention(list('c1'), frame('c1'), noon + 3_600_000)).toHaveLength(2);
  });

  it('are seen once their conversation is open, and nothing changes where nothing was new', () => {
    const seen = withSeen(list('c1', 'c2'), 'c1');
    expect(seen.map(({ conversationId, seen: was }) => [conversationId, was])).toEqual([
      ['c2', false],
      ['c1', true],
    ]);
    expect(withSeen(seen, 'c1')).toBe(seen);
  });

  it('are kept short and few', () => {
    const many = Array.from({ length: 80 }, (_, at) => frame(`c${at}`, 'x'.repeat(2_000)));
    const held = many.reduce<readonly Mention[]>((known, one) => withMention(known, one, noon), []);
    expect(held).toHaveLength(50);
    expect(toKeep(held, 'ines').length).toBeLessThan(20_000);
  });
});

describe('what was kept', () => {
  it('comes back to the person it is of, and to nobody else', () => {
    const held = list('c1', 'c2');
    expect(keptList(toKeep(held, 'ines'), 'ines')).toEqual(held);
    expect(keptList(toKeep(held, 'ines'), 'jonas')).toEqual([]);
    expect(keptList(null, 'ines')).toEqual([]);
  });

  it('is a list, whatever stands in the store', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.jsonValue(), (text, value) => {
        expect(Array.isArray(keptList(text, 'ines'))).toBe(true);
        for (const one of keptList(JSON.stringify({ person: 'ines', list: value }), 'ines')) expect(typeof one.text).toBe('string');
      }),
    );
  });
});
