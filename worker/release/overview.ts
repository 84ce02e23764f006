import type { ReleaseEntry } from '../rooms/site-releases.ts';
import type { Change } from './diff.ts';
import type { DueReview } from './due.ts';
import type { Gate } from './gate-schema.ts';

/** What the desk page Releases shows. The page imports the types only. */
export interface ReleasesReport {
  releases: ReleaseEntry[];
  /** What rolling back would make active. */
  previous: string | null;
  /** Of the active release. */
  due: DueReview[];
}

/** One release with the result of its gate, and what it changes. */
export interface ReleaseReport {
  release: ReleaseEntry;
  gate: Gate | null;
  /** The active release; null when there is none or it cannot be read. */
  from: string | null;
  /** Null where there is nothing to compare with. */
  changes: Change[] | null;
}
