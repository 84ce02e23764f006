import { parseArgs } from 'node:util';

const usage = `npm run policy -- check [--policy FOLDER]            every problem at once, each with file, line and what to do
npm run policy -- explain "MESSAGE" …               what would happen, which rule decides, and what each rule said;
                                                    several messages are one conversation
  --locale de   language of the page (en)           --all    the ordinary facts as well
  --json        the record instead of words         --policy FOLDER   another policy than the project's own`;

/** Only what a command needs is loaded: a check asks neither encoder nor release. */
async function check(folder: string): Promise<number> {
  const [{ checkFolder }, { formatProblem }, { recognizing }] = await Promise.all([
    import('./local/check.ts'),
    import('./check/problem.ts'),
    import('../worker/turn/topics.ts'),
  ]);
  const { parts, problems, cases } = await checkFolder(folder, recognizing());
  for (const problem of problems) console.error(`${folder}/${formatProblem(problem)}`);
  const { adviceOnFolder } = await import('./local/tone.ts');
  for (const line of await adviceOnFolder(parts.tone, 'kb/articles')) console.error(`advice: kb/articles: ${line}`);
  if (parts.guardEval) {
    const [{ adviceOnGuardEval }, { GUARD }] = await Promise.all([import('./guard-eval.ts'), import('../worker/turn/ground/ground.ts')]);
    for (const line of adviceOnGuardEval(parts.guardEval, GUARD, parts.model?.uses.judge ?? false))
      console.error(`advice: ${folder}/${line}`);
  }
  if (problems.length > 0) {
    const files = new Set(problems.map(({ file }) => file)).size;
    console.error(`policy: ${problems.length} to mend in ${files} file${files === 1 ? '' : 's'}`);
    return 1;
  }
  const { matrix, rules, topics, wording } = parts;
  console.log(
    `${matrix?.areas.length} areas, ${rules.length} rules, ${cases} cases, ${topics.length} topics, ${wording.length} languages: nothing to mend`,
  );
  return 0;
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      policy: { type: 'string' },
      locale: { type: 'string' },
      all: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const [command, ...rest] = positionals;
  if (values.help || command === undefined) {
    console.log(usage);
    return 0;
  }
  if (command === 'check') return check((values.policy ?? 'policy').replace(/[/\\]+$/, ''));
  if (command !== 'explain') throw new Error(`there is no "${command}".\n${usage}`);
  if (rest.length === 0 || rest.some((message) => message.trim() === '')) throw new Error(`explain needs a message.\n${usage}`);
  const { explain, explanation } = await import('./local/explain.ts');
  const explained = await explain(rest, { locale: values.locale ?? 'en', policy: values.policy ?? null });
  console.log(values.json ? JSON.stringify(explained.record, null, 2) : explanation(explained, values.all === true));
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`policy: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
