import type { Finding } from './check.ts';
import { isReserved } from './slug.ts';
import type { Entry } from './source.ts';

/** Files of ours that not every system can hold side by side: whoever checks them out there loses one. */
export function clashingNames(entries: readonly Entry[]): Finding[] {
  const taken = new Map<string, string>();
  return entries.flatMap(({ kind, file, line }): Finding[] => {
    if (kind !== 'own') return [];
    const say = (message: string): Finding[] => [{ file, line, severity: 'error', rule: 'file-name', message }];
    const plain = file.normalize('NFC').toLowerCase();
    const other = taken.get(plain);
    taken.set(plain, file);
    if (other !== undefined) return say(`differs from ${other} only in capitals, which Windows and macOS take for one file; rename one.`);
    const reserved = plain.split('/').find((part) => isReserved(part.replace(/\..*$/, '')));
    return reserved === undefined ? [] : say(`has a name that Windows keeps for itself ("${reserved}"); rename it.`);
  });
}
