import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Policy } from '../../../policy/bundle.ts';
import { command } from '../../local/command.ts';
import { nodeEncoder } from '../../local/encoder.ts';
import { questionsOf } from '../../ports/embed/port.ts';
import { memoryOrders } from '../../ports/orders/memory.ts';
import { sampleOrders } from '../../ports/orders/sample.ts';
import { assemble, readKnowledge, readPolicy } from '../../release/build.ts';
import { makeEngine } from '../../release/engine.ts';
import { readCases, readLines } from './cases.ts';
import { guardCaseSchema, printGuardReport, runGuardCases } from './guard-cases.ts';
import { envModel } from './model.ts';
import { makeReport, printReport } from './report.ts';
import { type CaseResult, runCase } from './run.ts';

const usage = `npm run simulate -- --cases FILE.jsonl [--kb FOLDER|FILE.csv|FILE.jsonl] [--policy FOLDER|none] [--max-wrong 0.02] [--model] [--out report.json]
npm run simulate -- --guard-cases FILE.jsonl [--out report.json]

Runs each case through the real turn, in this process, without a server.
  --cases   one case a line: {"id", "messages": ["..."], "expect": {"outcome", "article", "rule", "area"}, "locale"}
  --kb      knowledge to use instead of kb/articles
  --policy  policy to use instead of policy/; "none" leaves only the confidence threshold
  --guard-cases  drafts for the guard instead, one a line: {"id", "question", "passages": ["..."], "draft"}
  --max-wrong  error budget to calibrate for instead of the policy's: wrong answers among answers given
  --model   with the model that HANDRAIL_MODEL_* of the environment names, within the policy's budgets for one day
  --out     writes the full report as JSON`;

/** Areas that have a budget of their own lose it. */
const withoutBudgets = (areas: Policy['matrix']['areas']) => areas.map(({ max_wrong_answer_rate: _, ...area }) => area);

/** Only what measures knowledge alone: permission to speak, and the threshold. */
const bareRules = ['speaks-on-autopilot', 'approved-answer-is-sent', 'low-confidence', 'stale-knowledge', 'guard-blocked'];
const bare = ({ matrix, ...policy }: Policy): Policy => ({
  ...policy,
  matrix: {
    ...matrix,
    areas: withoutBudgets(matrix.areas),
    defaults: { ...matrix.defaults, near_misses: null, answer_in_other_language: true, fallback_locales: {} },
  },
  topics: [],
  examples: [],
  rules: policy.rules.filter((rule) => bareRules.includes(rule.id)),
});

/** One budget for everything. */
const withBudget = ({ matrix, ...policy }: Policy, budget: number): Policy => ({
  ...policy,
  matrix: {
    ...matrix,
    defaults: { ...matrix.defaults, max_wrong_answer_rate: budget },
    areas: withoutBudgets(matrix.areas),
  },
});

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      cases: { type: 'string' },
      'guard-cases': { type: 'string' },
      kb: { type: 'string' },
      policy: { type: 'string' },
      'max-wrong': { type: 'string' },
      model: { type: 'boolean' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return say(usage);
  if (values['guard-cases']) {
    const others = Object.keys(values).filter((name) => name !== 'guard-cases' && name !== 'out');
    if (others.length > 0) return fail(`--guard-cases stands alone with --out; leave out --${others.join(', --')}.`);
    return guardCases(values['guard-cases'], values.out);
  }
  if (!values.cases) return fail(`--cases is missing.\n\n${usage}`);

  const { cases, problems } = await readCases(values.cases);
  if (problems.length > 0) return fail(problems.slice(0, 50).join('\n'));
  const budget = values['max-wrong'] === undefined ? undefined : Number(values['max-wrong']);
  if (budget !== undefined && !(budget >= 0.001 && budget <= 0.5)) return fail('--max-wrong is a share from 0.001 to 0.5, as in 0.02.');
  const read = values.policy === 'none' ? bare(await readPolicy('policy')) : await readPolicy(values.policy ?? 'policy');
  const policy = budget === undefined ? read : withBudget(read, budget);
  const model = values.model ? await envModel(process.env, policy) : null;
  if (model && !model.ok) return fail(`--model: ${model.problem}`);
  const tools = await nodeEncoder();
  const progress = (line: string) => void process.stderr.write(`${line}\n`);
  const { hash, content, report: built } = await assemble(policy, await readKnowledge(values.kb ?? 'kb/articles'), { ...tools, progress });
  const made = makeEngine(hash, content, tools.makeScan);
  if (!made.ok) return fail(made.problems.join('\n'));
  say(`release ${hash.slice(0, 12)}: ${built.articles} articles, ${built.questions} questions, ${built.rules} rules`);

  const embed = questionsOf(tools.embedder, ({ why }) => console.error(`embedder: ${why}`));
  const orders = memoryOrders(sampleOrders(new Date()));
  const results: CaseResult[] = [];
  let shown = Date.now();
  for (const entry of cases) {
    results.push(await runCase(made.engine, embed, orders, entry, new Date(), model?.of));
    if (Date.now() - shown > 1_000) {
      shown = Date.now();
      process.stderr.write(`\r${results.length} of ${cases.length} cases`);
    }
  }
  if (process.stderr.isTTY) process.stderr.write('\r');
  const report = makeReport(made.engine, content.calibrations, cases, results, model?.name ?? null);
  if (values.out) await writeFile(values.out, `${JSON.stringify(report, null, 2)}\n`);
  return say(printReport(report, cases));
}

async function guardCases(file: string, out?: string): Promise<number> {
  const { cases, problems } = await readLines(file, guardCaseSchema);
  if (problems.length > 0) return fail(problems.slice(0, 50).join('\n'));
  const report = runGuardCases(cases);
  if (out) await writeFile(out, `${JSON.stringify(report, null, 2)}\n`);
  return say(printGuardReport(report));
}

function say(text: string): number {
  console.log(text);
  return 0;
}

function fail(text: string): number {
  console.error(text);
  return 2;
}

await command(main);
