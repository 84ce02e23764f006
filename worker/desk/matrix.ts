import { ceilingOf, EVERYWHERE, isForPeople } from '../../policy/autonomy.ts';
import { controls } from '../../policy/controls.ts';
import type { Matrix } from '../../policy/schema.ts';
import { noNumbers } from '../records/matrix.ts';
import type { Change, Controls } from '../rooms/controls-schema.ts';
import { toStanding } from '../rooms/standing.ts';
import { inForce } from '../turn/standing.ts';
import type { MatrixReport, Numbers } from './matrix-schema.ts';

/** What the report is put together from. */
export interface MatrixParts extends Controls {
  release: string | null;
  matrix: Pick<Matrix, 'areas'>;
  days: number;
  numbers: ReadonlyMap<string, Numbers>;
  changes: Change[];
}

export function matrixReport({ release, matrix, days, pauses, levels, numbers, changes }: MatrixParts): MatrixReport {
  const standing = toStanding({ pauses, levels });
  const pauseOf = (area: string) => pauses.find((one) => one.area === area) ?? null;
  return {
    release,
    days,
    all: pauseOf('all'),
    areas: matrix.areas.map(({ id, title, assistant, humans, risk, owner, controls: named, autonomy }) => ({
      ...{ id, title, assistant, humans, risk, owner },
      controls: named.map((name) => ({ id: name, ...shown(name) })),
      ceiling: ceilingOf({ autonomy, controls: named }),
      forPeople: isForPeople({ controls: named }),
      everywhere: id === EVERYWHERE,
      level: inForce({ areas: matrix.areas.filter((one) => one.id === id) }, id, standing).autonomy,
      inForce: inForce(matrix, id, standing).autonomy,
      set: levels.find(({ area }) => area === id) ?? null,
      pause: pauseOf(id),
      numbers: numbers.get(id) ?? noNumbers,
    })),
    changes,
  };
}

/** A release made before the check may name what nothing enforces; the page says so. */
function shown(name: string) {
  const known = Object.hasOwn(controls, name) ? controls[name] : undefined;
  return { words: known?.words ?? 'Nothing enforces this.', sources: [...(known?.sources ?? [])], tests: [...(known?.tests ?? [])] };
}
