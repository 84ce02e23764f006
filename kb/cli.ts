import { parseArgs } from 'node:util';
import { z } from 'zod';
import { gateLines } from '../worker/release/print.ts';
import { invitationOf } from '../worker/release/upload.ts';
import type { Finding } from './check.ts';
import { faultOf } from './local/faults.ts';
import { importKnowledge } from './local/import.ts';
import { loadKnowledge } from './local/knowledge.ts';
import { progressOn } from './local/progress.ts';
import { prepareRelease, uploadRelease } from './local/publish.ts';
import { counted, reportOf, summaryOf } from './report.ts';

const usage = `npm run kb -- check [PATH] [--all]
  Reads a folder or file (kb/articles without a path) and names every problem with file and line.

npm run kb -- import PATH --approved-by "NAME" --review-by YYYY-MM-DD
  Turns a help centre's export (a folder of Markdown, a CSV or JSONL file, a folder of them) into articles, all or none.
  --approved-by, --review-by   who answers for all of it, and until when; logged beside the folder
  --into FOLDER    where the articles go (kb/articles without this)
  --owner NAME     the team that keeps it true (otherwise who approves it)
  --mode M         verbatim (as it is without this) or grounded
  --locale XX      language of pages that name none (otherwise it is detected)
  --base-url URL   where relative links and addresses start
  --with-unlisted  drafts and unlisted pages too
  --replace        an article that is there with other words gives way
  --dry-run        says what would happen, and writes nothing

npm run kb -- publish [PATH] --url URL --link SIGN-IN-LINK
  Checks the articles of a folder (kb/articles without a path), builds the release with the policy and uploads it. The
  person of the link is its author, and another one has to approve it. A link comes from "npm run site" and works once.
  --policy FOLDER  the policy (policy without this)
  --dry-run        says what would be uploaded, and asks nobody

--all lists every problem; without it, of more than 50 the first of each kind. Problems and progress go to standard
error. The exit code is 0 when all is well (warnings included), 1 when something has to be mended first and nothing was
written or uploaded, 2 when the command line is wrong.`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const common = { all: flag, help: flag };
const importing = { into: text, 'approved-by': text, 'review-by': text, owner: text, mode: text, locale: text, 'base-url': text };

/** A command line that cannot be carried out as it is. */
class UsageError extends Error {}

async function main([command, ...args]: string[]): Promise<number> {
  if (command === undefined || command === '--help' || command === 'help') return say(usage);
  if (command === 'check') return check(args);
  if (command === 'import') return importInto(args);
  if (command === 'publish') return publish(args);
  throw new UsageError(`there is no "${command}".\n\n${usage}`);
}

const progress = progressOn(process.stderr);
const today = () => new Date().toISOString().slice(0, 10);

async function check(args: string[]): Promise<number> {
  const { values, positionals } = parsed(() => parseArgs({ args, allowPositionals: true, options: common }));
  if (values.help) return say(usage);
  const path = onePath(positionals) ?? 'kb/articles';
  const { result, findings, errors, leftOut, recovered } = await loadKnowledge(path, today(), {
    markdown: 'any',
    onProgress: progress.show,
  });
  if (recovered) tellRecovered(path);
  list(findings, values.all, leftOut);
  const summary = summaryOf(result.articles, findings);
  return errors.length > 0 ? fail(summary) : say(summary);
}

const requestSchema = z.object({
  'approved-by': z.string('names nobody; an import needs a person who answers for it').trim().min(2, 'is too short for a name'),
  'review-by': z.iso.date('has to be a day like 2027-06-01').refine((day) => day > today(), 'has to lie in the future'),
  owner: z.string().trim().min(2, 'is too short for a name').nullable().default(null),
  mode: z.enum(['verbatim', 'grounded'], 'has to be verbatim or grounded').nullable().default(null),
  locale: z
    .string()
    .regex(/^[a-z]{2}$/, 'has to be two letters, like en')
    .nullable()
    .default(null),
  'base-url': z
    .url({ protocol: /^https?$/, error: 'has to be an address like https://help.example' })
    .nullable()
    .default(null),
});

async function importInto(args: string[]): Promise<number> {
  const options = { ...common, ...importing, 'with-unlisted': flag, replace: flag, 'dry-run': flag };
  const { values, positionals } = parsed(() => parseArgs({ args, allowPositionals: true, options }));
  if (values.help) return say(usage);
  const from = onePath(positionals);
  if (from === undefined) throw new UsageError(`import needs the folder or file to read.\n\n${usage}`);
  const request = requestSchema.safeParse(values);
  if (!request.success)
    throw new UsageError(request.error.issues.map(({ path: [name], message }) => `--${String(name)} ${message}`).join('\n'));
  const { 'approved-by': approvedBy, 'review-by': reviewBy, owner, mode, locale, 'base-url': baseUrl } = request.data;
  const into = values.into ?? 'kb/articles';
  const { source, plan, errors, recovered } = await importKnowledge({
    from,
    into,
    approval: { approvedBy, approvedOn: today(), reviewBy, owner, mode },
    replace: values.replace,
    dryRun: values['dry-run'],
    options: { locale, baseUrl, withUnlisted: values['with-unlisted'], onProgress: progress.show },
    today: today(),
  });
  if (recovered) tellRecovered(into);
  const warnings = source.findings.filter(({ severity, rule }) => severity === 'warning' && rule !== 'not-approved');
  list([...errors, ...warnings], values.all, source.leftOut);
  if (errors.length > 0) return fail(`nothing was written: ${counted(errors.length, 'error')}`);
  const files = plan?.files ?? [];
  const languages = new Set(source.result.articles.map((article) => article.locale));
  const replaced = files.filter(({ state }) => state === 'replaced').length;
  const numbers = `${files.length - replaced} new, ${replaced} replaced, ${plan?.unchanged ?? 0} unchanged articles in ${counted(languages.size, 'language')}`;
  if (values['dry-run']) return say(`${numbers} would be approved by ${approvedBy} until ${reviewBy}; nothing was written`);
  return say(files.length === 0 ? `${numbers}: nothing to write` : `${numbers} in ${into}, approved by ${approvedBy} until ${reviewBy}`);
}

async function publish(args: string[]): Promise<number> {
  const options = { ...common, url: text, link: text, policy: text, 'dry-run': flag };
  const { values, positionals } = parsed(() => parseArgs({ args, allowPositionals: true, options }));
  if (values.help) return say(usage);
  const path = onePath(positionals) ?? 'kb/articles';
  // A link works once: nothing uses it up before all that can be known here is known.
  const invitation = values['dry-run'] ? null : parsed(() => invitationOf(values.url, values.link));
  const { knowledge, errors, release } = await prepareRelease(path, values.policy ?? 'policy', today(), progress.show);
  if (knowledge.recovered) tellRecovered(path);
  const warnings = knowledge.findings.filter(({ severity, rule }) => severity === 'warning' && rule !== 'not-approved');
  list([...errors, ...warnings], values.all, knowledge.leftOut);
  if (errors.length > 0 || release === null) return fail(`nothing was uploaded: ${counted(errors.length, 'error')}`);
  const { articles, questions, rules, bytes } = release.report;
  say(
    `${release.hash}\n${counted(articles, 'article')}, ${counted(questions, 'question')}, ${counted(rules, 'rule')}, ${counted(bytes, 'byte')}`,
  );
  if (invitation === null) return say('nothing was uploaded');
  const gate = await uploadRelease(release, invitation, (line) => void process.stderr.write(`${line}\n`));
  if (gate === null) return say('This release is active already; there is nothing to upload.');
  for (const line of gateLines(gate)) say(line);
  if (gate.verdict === 'failed') return fail('uploaded, and nobody can approve it: it did not pass its gate');
  return say(
    `Uploaded. Nothing changes before another person approves it, with a sign-in link of their own:\n  npm run release -- approve ${release.hash} --invite THEIR-LINK\n  npm run release -- activate ${release.hash}`,
  );
}

function onePath(positionals: readonly string[]): string | undefined {
  if (positionals.length > 1) throw new UsageError(`one path at a time: ${positionals.join(' ')}\n\n${usage}`);
  return positionals[0];
}

/** What the arguments say, or an error of the command line. */
function parsed<Out>(parse: () => Out): Out {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function list(findings: readonly Finding[], all: boolean, kinds: Record<string, number>): void {
  progress.end();
  for (const line of reportOf(findings, all)) console.error(line);
  const named = Object.entries(kinds).map(([kind, count]) => `${count} × ${kind}`);
  if (named.length > 0) console.error(`left out, as files of other kinds: ${named.join(', ')}`);
}

function tellRecovered(path: string): void {
  progress.end();
  console.error(`kb: an import of ${path} that was killed has been ended; the folder is whole`);
}

function say(text: string): number {
  console.log(text);
  return 0;
}

function fail(text: string, code = 1): number {
  console.error(`kb: ${text}`);
  return code;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    progress.end();
    const fault = faultOf(error);
    if (fault !== null) process.exitCode = fail(`${fault}; everything is as it was`);
    else process.exitCode = fail(error instanceof Error ? error.message : String(error), error instanceof UsageError ? 2 : 1);
  },
);
