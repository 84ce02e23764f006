import type { Change } from './diff.ts';
import type { DueReview } from './due.ts';
import type { Gate, GateSummary } from './gate-schema.ts';

/** A release as the site knows it; its bytes are in R2 under its hash. */
export interface ReleaseEntry {
  hash: string;
  author: string;
  authorName: string;
  uploadedAt: string;
  approver: string | null;
  approverName: string | null;
  approvedAt: string | null;
  active: boolean;
  /** When it became active last, and who did that. */
  activatedAt: string | null;
  activatedBy: string | null;
  activatedByName: string | null;
  gate: GateSummary | null;
}

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
