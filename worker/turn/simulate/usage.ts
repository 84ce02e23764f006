import type { ModelCall } from '../../ports/model/port.ts';

/** What a run asked of a model, and what that took. */
export interface Usage {
  calls: number;
  /** Calls of each use. */
  uses: Record<string, number>;
  tries: number;
  tokensIn: number;
  tokensOut: number;
  /** Calls whose tokens the service did not say; they are estimated on the high side. */
  estimated: number;
  /** In the currency of the prices; null where none are known. */
  money: number | null;
  /** Calls that came to nothing, by kind. */
  faults: Record<string, number>;
}

export function usageOf(calls: readonly ModelCall[]): Usage {
  const sum = (of: (call: ModelCall) => number) => calls.reduce((total, call) => total + of(call), 0);
  return {
    calls: calls.length,
    uses: counted(calls.map(({ use }) => use)),
    tries: sum(({ tries }) => tries),
    tokensIn: sum(({ tokensIn }) => tokensIn),
    tokensOut: sum(({ tokensOut }) => tokensOut),
    estimated: sum((call) => Number(!call.counted)),
    money: calls.some(({ money }) => money === null) ? null : Math.round(sum(({ money }) => money ?? 0) * 1e6) / 1e6,
    faults: counted(calls.flatMap(({ fault }) => fault?.kind ?? [])),
  };
}

export function printUsage({ calls, uses, tries, tokensIn, tokensOut, estimated, money, faults }: Usage): string {
  const tokens = `tokens ${tokensIn} read, ${tokensOut} written${estimated > 0 ? ` (${estimated} calls estimated)` : ''}`;
  const cost = money === null ? 'money not counted: no prices are set' : `money ${money}`;
  return [`calls ${calls} (${listed(uses)})   tries ${tries}   ${tokens}   ${cost}`, `faults ${listed(faults)}`].join('\n');
}

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
