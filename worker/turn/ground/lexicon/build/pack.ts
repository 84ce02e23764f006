import type { Relations } from './relations.ts';

/** Five bits a character; the upper half goes on. Only letters and digits, so that the file is text to every tool. */
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';

function number(value: number): string {
  let out = '';
  for (let rest = value; ; rest = Math.floor(rest / 32)) {
    const low = rest % 32;
    if (rest < 32) return out + ALPHABET[low];
    out += ALPHABET[low + 32];
  }
}

/** Pairs in order: for each first word how many there are, then the steps between their seconds. */
function pairs(of: readonly [number, number][], count: number): string {
  const seconds: number[][] = Array.from({ length: count }, () => []);
  for (const [first, second] of of) seconds[first]?.push(second);
  return seconds
    .map((list) => {
      let before = 0;
      const steps = list.map((second) => {
        const step = number(second - before);
        before = second;
        return step;
      });
      return number(list.length) + steps.join('');
    })
    .join('');
}

export function pack({ stems, same, kind, opposite, nouns }: Relations): Record<'stems' | 'same' | 'kind' | 'opposite' | 'nouns', string> {
  const count = stems.length;
  return {
    stems: stems.join(' '),
    same: pairs(same, count),
    kind: pairs(kind, count),
    opposite: pairs(opposite, count),
    nouns: nouns.map(Number).join(''),
  };
}
