import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { modelDefaults } from '../../../policy/model.ts';
import { compileTone } from '../../../policy/tone-match.ts';
import { command } from '../../local/command.ts';
import { readKnowledge, readPolicy } from '../../release/build.ts';
import { envModel } from '../simulate/model.ts';
import { usageOf } from '../simulate/usage.ts';
import { readLabelled } from './cases.ts';
import { measure } from './measure.ts';
import { fileOf, printResult, resultOf } from './result.ts';

const usage = `npm run guard-eval -- [--cases FILE.jsonl] [--judge] [--write] [--policy FOLDER] [--kb FOLDER|FILE.csv|FILE.jsonl]

Measures how much that no passage supports the guard lets through, and so whether composed text may go out by itself.
  --cases   drafts that somebody has read, one a line, kept aside when the guard was made:
            {"id", "question", "passages": ["..."] or "article": "id", "draft", "supported": true|false, "kind"};
            left out: policy/guard-cases.jsonl, which are about the sample shop
  --judge   asks the model that HANDRAIL_MODEL_* names as well, as a turn does where policy/model.yaml has "judge: true"
  --write   writes the result to guard-eval.yaml of the policy; the next release takes it in
  --policy  policy to use instead of policy/
  --kb      knowledge that "article" is looked up in, instead of kb/articles`;

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      cases: { type: 'string' },
      judge: { type: 'boolean' },
      write: { type: 'boolean' },
      policy: { type: 'string' },
      kb: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const folder = values.policy ?? 'policy';
  const policy = await readPolicy(folder);
  const labelled = await readLabelled(values.cases ?? join('policy', 'guard-cases.jsonl'), () => readKnowledge(values.kb ?? 'kb/articles'));
  if (labelled.problems.length > 0) return fail(shortened(labelled.problems));

  const own = policy.model ?? modelDefaults;
  const asked = { prompts: policy.prompts, model: { ...own, uses: { ...own.uses, judge: true } } };
  if (values.judge && asked.prompts && !asked.prompts.some(({ id }) => id === 'judge'))
    return fail(`--judge: ${folder}/prompts/judge.yaml is missing; write it.`);
  const model = values.judge ? await envModel(process.env, asked) : null;
  if (model && !model.ok) return fail(`--judge: ${model.problem}`);

  const measured = await measure(labelled.cases, {
    tone: compileTone(policy.tone?.forbidden ?? []),
    judge: model?.of ?? null,
    ...(model && process.stderr.isTTY && { progress: (done) => void process.stderr.write(`\r${done} of ${labelled.cases.length} `) }),
  });
  const result = resultOf(measured.cases, {
    judge: model?.name ?? null,
    at: new Date().toISOString().slice(0, 10),
    cases: createHash('sha256').update(labelled.bytes).digest('hex'),
  });
  console.log(printResult(result, measured));
  const faults = Object.values(usageOf(measured.calls).faults).reduce((sum, count) => sum + count, 0);
  // A judge that is down refuses everything, and would look as if it missed nothing.
  if (faults > 0)
    return fail(
      `The judge gave no answer ${faults} times, so this measures nothing${values.write ? ' and is not written' : ''}; run it again.`,
    );
  if (values.judge !== own.uses.judge && (values.judge || own.uses.judge))
    console.log(`${folder}/model.yaml has "judge: ${own.uses.judge}"; a result counts only for turns that are judged as it was.`);
  if (values.write) {
    const file = join(folder, 'guard-eval.yaml');
    await writeFile(file, fileOf(result));
    console.log(`written to ${file}`);
  }
  return 0;
}

const shortened = (problems: readonly string[]): string =>
  [...problems.slice(0, 50), ...(problems.length > 50 ? [`… and ${problems.length - 50} more`] : [])].join('\n');

function fail(text: string): number {
  console.error(text);
  return 2;
}

await command(main);
