type Rgb = readonly number[];

/** `#rgb` or `#rrggbb`; anything else is no accent, so that a tag cannot inject other CSS. */
function parse(hex: string): Rgb | undefined {
  const digits = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(hex.trim())?.[1];
  if (!digits) return undefined;
  const value = Number.parseInt(digits.length === 3 ? digits.replace(/./g, '$&$&') : digits, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Relative luminance of sRGB, WCAG 2.2. */
function luminance(colour: Rgb): number {
  const [r = 0, g = 0, b = 0] = colour.map((part) => (part > 10 ? ((part / 255 + 0.055) / 1.055) ** 2.4 : part / 3294.6));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * The tokens of a site's own colour, with black or white on it, whichever reads better (at least 4.58:1 for any colour);
 * empty when it is not a colour. The accent as text follows from it in tokens.css.
 */
export function accentCss(hex: string): string {
  const colour = parse(hex);
  // Contrast with black and with white are equal at this luminance: (y + 0.05) / 0.05 = 1.05 / (y + 0.05).
  const on = colour && luminance(colour) > 0.179 ? '#000' : '#fff';
  return colour ? `:host,[data-theme]{--hr-accent:rgb(${colour.join(' ')});--hr-on-accent:${on}}` : '';
}
