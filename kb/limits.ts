const MB = 1024 * 1024;

/** What a knowledge base may hold. Above a limit nothing is imported, and the message names the limit. */
export const LIMITS = {
  /** One file. A larger export is split; the size is known before a byte is read. */
  fileBytes: 20 * MB,
  allBytes: 100 * MB,
  files: 20_000,
  articles: 20_000,
  /** What a worker takes. */
  releaseBytes: 32 * MB,
  /** About 40 printed pages. Answers are found by passages, but one person approves the whole article. */
  articleLength: 100_000,
  /** Fields of one file: the most questions there may be, each as long as it may be, and as much again. */
  frontMatter: 300_000,
  questionLength: 300,
  questions: 500,
  /** Equal ones among them are counted once, but each has to be looked at. */
  variants: 20_000,
} as const;

export const megabytes = (bytes: number) => `${(bytes / MB).toFixed(bytes < 10 * MB ? 1 : 0)} MB`;
