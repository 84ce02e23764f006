/** One unit of an article that can match: its title, one of its questions, or a stretch of its text. */
export type UnitKind = 'title' | 'question' | 'text';

export interface Hit {
  articleId: string;
  kind: UnitKind;
  /** The words of the unit. */
  text: string;
  /** Number of the article's passage that matched best, from 0; null where none stands out. */
  passage: number | null;
  /** Fused score of the driver, higher is better; comparable within one answer only. */
  score: number;
  evidence: {
    /** Share of the question's informative weight that the unit covers, 0 to 1. */
    coverage: number;
    /** Share of the unit's informative weight that the question covers, 0 to 1. */
    focus: number;
    /** Cosine of question and unit; null where the question has no vector. */
    similarity: number | null;
  };
}

export interface Query {
  text: string;
  locale: string;
  /** Embedded question, int8; null where there is none. */
  vector: Int8Array | null;
}

/** Finds the best unit of each article, best article first. Exact and deterministic in the embedded driver. */
export interface SearchPort {
  readonly name: string;
  /** The text as it is to be embedded for this language; null where the language's vectors need no embedder. */
  embeddable(text: string, locale: string): string | null;
  search(query: Query, limit: number): Promise<Hit[]>;
}
