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
  /** Calls that we hung up on, because a sentence was refused. */
  stopped: number;
  /** Calls that came to nothing by no doing of ours, by kind. */
  faults: Record<string, number>;
}

export function usageOf(calls: readonly ModelCall[]): Usage {
  const sum = (of: (call: ModelCall) => number) => calls.reduce((total, call) => total + of(call), 0);
  const kinds = calls.flatMap(({ fault }) => fault?.kind ?? []);
  const faults = kinds.filter((kind) => kind !== 'stopped');
  return {
    calls: calls.length,
    uses: counted(calls.map(({ use }) => use)),
    tries: sum(({ tries }) => tries),
    tokensIn: sum(({ tokensIn }) => tokensIn),
    tokensOut: sum(({ tokensOut }) => tokensOut),
    estimated: sum((call) => Number(!call.counted)),
    money: calls.some(({ money }) => money === null) ? null : Math.round(sum(({ money }) => money ?? 0) * 1e6) / 1e6,
    stopped: kinds.length - faults.length,
    faults: counted(faults),
  };
}

export function printUsage({ calls, uses, tries, tokensIn, tokensOut, estimated, money, stopped, faults }: Usage): string {
  const tokens = `tokens ${tokensIn} read, ${tokensOut} written${estimated > 0 ? ` (${estimated} calls estimated)` : ''}`;
  const cost = money === null ? 'money not counted: no prices are set' : `money ${money}`;
  return [
    `calls ${calls} (${listed(uses)})   tries ${tries}   ${tokens}   ${cost}`,
    `faults ${listed(faults)}${stopped > 0 ? `   hung up ${stopped}` : ''}`,
  ].join('\n');
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
