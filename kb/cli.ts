import { parseArgs } from 'node:util';
import { BuildError, readKnowledge } from '../worker/release/build.ts';
import { isCurrent } from './schema.ts';

const usage = `npm run kb -- check [FOLDER|FILE.csv|FILE.jsonl]
  Reads all articles (kb/articles without a path); every problem with file and line. Nothing is changed.
  import and publish are not there yet: "npm run release" builds and publishes kb/articles.`;

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { help: { type: 'boolean' } } });
  const [command, path = 'kb/articles'] = positionals;
  if (values.help || command === undefined) return console.log(usage);
  if (command !== 'check') throw new Error(`there is no "${command}".\n${usage}`);
  const articles = await readKnowledge(path);
  const today = new Date().toISOString().slice(0, 10);
  const stale = articles.filter((article) => !isCurrent(article, today));
  const questions = articles.reduce((sum, article) => sum + article.questions.length, 0);
  console.log(
    `${articles.length} articles, ${questions} questions, ${new Set(articles.map((article) => article.topic)).size} topics: nothing to mend`,
  );
  for (const { id, reviewBy, approvedBy } of stale) {
    console.log(`  ${id} is not answered from: ${approvedBy ? `its review was due on ${reviewBy}` : 'nobody has approved it'}`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof BuildError ? error.message : `kb: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
