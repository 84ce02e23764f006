import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accentCss } from '../../../widget/chat/accent.ts';

function luminance([r = 0, g = 0, b = 0]: number[]): number {
  const linear = (part: number) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

test('text on any accent keeps at least 4.5:1', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (colour) => {
      const css = accentCss(`#${colour.toString(16).padStart(6, '0')}`);
      const rgb = /--hr-accent:rgb\((\d+) (\d+) (\d+)\)/.exec(css)?.slice(1).map(Number) ?? [];
      const own = luminance(rgb);
      const contrast = css.includes('--hr-on-accent:#fff') ? 1.05 / (own + 0.05) : (own + 0.05) / 0.05;
      expect(contrast).toBeGreaterThan(4.5);
    }),
    { numRuns: 2_000 },
  );
});

test('short colours count, and nothing but a colour reaches the style sheet', () => {
  expect(accentCss('#fd0')).toContain('rgb(255 221 0)');
  expect(accentCss(' #FFDD00 ')).toContain('#000');
  for (const bad of ['', 'red', '#12', '#12345', '#1234567', '#fff;}*{display:none', 'url(//evil.example)'])
    expect(accentCss(bad)).toBe('');
});
