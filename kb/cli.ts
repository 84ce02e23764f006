import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Finding } from './check.ts';
import { importKnowledge } from './local/import.ts';
import { formatFinding, loadKnowledge } from './local/knowledge.ts';
import { recover } from './local/write.ts';

const usage = `npm run kb -- check [PATH] [--all]
  Reads a folder or file (kb/articles without a path); every problem with file and line. Nothing is changed.

npm run kb -- import PATH --approved-by "NAME" --review-by YYYY-MM-DD [--into kb/articles]
  Turns a help centre's export (a folder of Markdown, CSV, JSONL) into articles, all or none.
  --approved-by, --review-by   who answers for all of it, and until when; logged beside the folder
  --owner NAME     the team that keeps it true (otherwise who approves it)
  --mode M         verbatim (as it is without this) or grounded
  --locale XX      language of pages that name none (otherwise it is detected)
  --base-url URL   where relative links and addresses start
  --with-unlisted  drafts and unlisted pages too
  --replace        an article that is there with other words gives way
  --dry-run        says what would happen, and writes nothing
  --all            lists every problem, not only the first 50

There is no publish: "npm run release" builds, checks and publishes kb/articles together with policy and wording.`;

const MOST = 50;
const options = {
  into: { type: 'string', default: 'kb/articles' },
  'approved-by': { type: 'string' },
  'review-by': { type: 'string' },
  owner: { type: 'string' },
  mode: { type: 'string' },
  locale: { type: 'string' },
  'base-url': { type: 'string' },
  'with-unlisted': { type: 'boolean', default: false },
  replace: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  all: { type: 'boolean', default: false },
  help: { type: 'boolean' },
} as const;

const today = () => new Date().toISOString().slice(0, 10);
const requestSchema = z.object({
  'approved-by': z.string('names nobody; an import needs a person who answers for it').trim().min(2, 'is too short for a name'),
  'review-by': z.iso.date('has to be a day like 2027-06-01').refine((day) => day > today(), 'has to lie in the future'),
  owner: z.string().trim().min(2).nullable().default(null),
  mode: z.enum(['verbatim', 'grounded']).nullable().default(null),
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

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [command, path] = positionals;
  if (values.help || command === undefined) return say(usage);
  if (command === 'check') return check(path ?? 'kb/articles', values.all);
  if (command === 'publish')
    return fail('there is no publish: "npm run release" builds, checks and publishes kb/articles together with policy and wording.');
  if (command !== 'import') return fail(`there is no "${command}".\n${usage}`);
  if (path === undefined) return fail(`import needs the folder or file to read.\n${usage}`);
  const request = requestSchema.safeParse(values);
  if (!request.success) return fail(request.error.issues.map(({ path: [flag], message }) => `--${String(flag)} ${message}`).join('\n'));
  const { 'approved-by': approvedBy, 'review-by': reviewBy, owner, mode, locale, 'base-url': baseUrl } = request.data;
  const { source, plan, errors } = await importKnowledge({
    from: path,
    into: values.into,
    approval: { approvedBy, approvedOn: today(), reviewBy, owner, mode },
    replace: values.replace,
    dryRun: values['dry-run'],
    options: { locale, baseUrl, withUnlisted: values['with-unlisted'], onProgress: progress('read') },
    today: today(),
  });
  ended();
  const warnings = source.findings.filter(({ severity, rule }) => severity === 'warning' && rule !== 'not-approved');
  list([...errors, ...warnings], values.all);
  leftOut(source.leftOut);
  if (errors.length > 0) return fail(`nothing was written: ${counted(errors.length, 'error')}`);
  const files = plan?.files ?? [];
  const languages = new Set(source.result.articles.map((article) => article.locale));
  const replaced = files.filter(({ state }) => state === 'replaced').length;
  const numbers = `${files.length - replaced} new, ${replaced} replaced, ${plan?.unchanged ?? 0} unchanged articles in ${counted(languages.size, 'language')}`;
  if (values['dry-run']) return say(`${numbers} would be approved by ${approvedBy} until ${reviewBy}; nothing was written`);
  return say(
    files.length === 0 ? `${numbers}: nothing to write` : `${numbers} in ${values.into}, approved by ${approvedBy} until ${reviewBy}`,
  );
}

async function check(path: string, all: boolean): Promise<number> {
  if (await recover(path)) console.error(`kb: ${path} was put back after an import that did not end`);
  const {
    result,
    findings,
    errors,
    leftOut: others,
  } = await loadKnowledge(path, today(), { markdown: 'any', onProgress: progress('read') });
  ended();
  list(findings, all);
  leftOut(others);
  const { articles } = result;
  const questions = articles.reduce((sum, article) => sum + article.questions.length, 0);
  const warnings = findings.length - errors.length;
  const verdict = findings.length === 0 ? 'nothing to mend' : `${counted(errors.length, 'error')}, ${counted(warnings, 'warning')}`;
  const numbers = `${counted(articles.length, 'article')}, ${counted(questions, 'question')}, ${counted(new Set(articles.map(({ topic }) => topic)).size, 'topic')}`;
  return errors.length > 0 ? fail(`${numbers}: ${verdict}`) : say(`${numbers}: ${verdict}`);
}

const counted = (count: number, name: string) => `${count} ${name}${count === 1 ? '' : 's'}`;

function list(findings: readonly Finding[], all: boolean): void {
  for (const finding of all ? findings : findings.slice(0, MOST)) console.error(formatFinding(finding));
  if (!all && findings.length > MOST) console.error(`… and ${findings.length - MOST} more; --all lists them`);
}

function leftOut(kinds: Record<string, number>): void {
  const named = Object.entries(kinds).map(([kind, count]) => `${count} × ${kind}`);
  if (named.length > 0) console.error(`left out, as files of other kinds: ${named.join(', ')}`);
}

let shown = performance.now();
let open = false;
const progress = (verb: string) => (done: number, total: number) => {
  if (performance.now() - shown < 1_000) return;
  shown = performance.now();
  open = true;
  process.stderr.write(`\r${verb} ${done} of ${total} files`);
};
const ended = () => open && process.stderr.write('\n');

function say(text: string): number {
  console.log(text);
  return 0;
}

function fail(text: string): number {
  console.error(`kb: ${text}`);
  return 1;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`kb: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
