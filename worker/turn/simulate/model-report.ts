import { admits } from '../../../policy/guard-eval.ts';
import { modelDefaults } from '../../../policy/model.ts';
import type { Engine } from '../../release/engine.ts';
import { GUARD } from '../ground/ground.ts';
import type { CaseResult } from './run.ts';
import { printUsage, type Usage, usageOf } from './usage.ts';

export interface ModelReport extends Usage {
  /** Turns whose draft the model wrote, and turns in which it was asked for one and the approved text was left. */
  composed: number;
  fallback: number;
  /** Sentences that the guard or the judge refused. */
  refused: number;
  /** Whether customers on autopilot get composed words, as the guard was measured. */
  goesOut: boolean;
}

/** What a model did in a run. */
export function modelReport({ policy }: Pick<Engine, 'policy'>, name: string, results: readonly CaseResult[]): ModelReport {
  const runs = results.flatMap(({ model }) => model ?? []);
  const sum = (of: (run: (typeof runs)[number]) => number) => runs.reduce((total, run) => total + of(run), 0);
  const { judge } = (policy.model ?? modelDefaults).uses;
  return {
    ...usageOf(runs.flatMap(({ calls }) => calls)),
    composed: sum(({ composed }) => composed),
    fallback: sum(({ fallback }) => fallback),
    refused: sum(({ refused }) => refused.length),
    goesOut: admits(policy.guardEval, GUARD, judge ? name : null),
  };
}

export function printModelReport(name: string, report: ModelReport): string {
  const goes = report.goesOut
    ? 'composed text goes out by itself'
    : 'composed text goes to people only, as the guard was measured (npm run guard-eval): on autopilot none is asked for';
  return [
    `model ${name}   composed ${report.composed}   approved text instead ${report.fallback}   sentences refused ${report.refused}`,
    printUsage(report),
    goes,
  ].join('\n');
}
