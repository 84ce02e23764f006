import { BuildError } from '../release/build.ts';

/** What somebody can do something about is told in words; anything else is a bug, and shows where. */
const wordsOf = (error: unknown): unknown =>
  error instanceof BuildError || (error instanceof Error && 'code' in error) ? error.message : error;

/** Runs a command of this project: what it gives back is the exit code, and what it throws is told, and is 1. */
export async function command(main: (args: string[]) => Promise<number>, words: (error: unknown) => unknown = wordsOf): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    console.error(words(error));
    process.exitCode = 1;
  }
}
