import type { Viewer } from '../../../worker/protocol.ts';

const MOST = 3;

/** "Also here: Luca Moretti (writing) and Marta Kowalska"; empty while nobody else is. Whoever writes comes first. */
export function alsoHere(viewers: readonly Viewer[], me: string): string {
  const others = viewers.filter(({ id }) => id !== me).sort((a, b) => Number(b.typing) - Number(a.typing));
  if (others.length === 0) return '';
  const names = others.slice(0, MOST).map(({ name, typing }) => (typing ? `${name} (writing)` : name));
  if (others.length > MOST) names.push(`${others.length - MOST} more`);
  return `Also here: ${names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0]}`;
}
