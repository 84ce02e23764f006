import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Caller, Refused } from '../local/api.ts';
import { command } from '../local/command.ts';
import { configuredTools } from '../local/embedder.ts';
import { BuildError, type BuiltRelease, buildRelease } from './build.ts';
import * as commands from './commands.ts';
import { promise } from './promise.ts';
import { checkAsked, forgetSession, signedIn } from './session.ts';
import { signOut, upload } from './upload.ts';

const usage = `npm run release -- build [--out FILE] [--policy FOLDER] [--kb FOLDER]
npm run release -- upload [--file FILE | --policy FOLDER --kb FOLDER]
npm run release -- gate HASH [--again]
npm run release -- approve HASH [--acknowledge GATE]
npm run release -- activate HASH
npm run release -- rollback
npm run release -- diff [HASH] HASH
npm run release -- list
npm run release -- sign-out

  build     checks policy and knowledge and says what the release would be; --out keeps its bytes
  upload    builds it or takes the bytes of --file, uploads it and runs its gate; who is signed in is its author
  gate      asks the release every policy case, every golden question and the latest conversations; --again starts over
  approve   shows what would change and approves it; only another person than the author may
  activate  customers meet an approved release from now on
  rollback  makes the release active that was active before
  diff      what changed between two releases, in words; one hash is compared with the active release, two files need no worker

All but build need somebody who is signed in: --invite "SIGN-IN LINK", which "npm start" and "npm run site" print and which works once.
The session it opens is kept for the next command, readable by you alone; HANDRAIL_SESSION and HANDRAIL_URL of the environment
come before it. A hash may be shortened. With HANDRAIL_EMBED=openai and its settings in the environment, texts are embedded by that
service: the same as the worker's, or its turns search by words alone.`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

const progress = (line: string) => void process.stderr.write(`${line}\n`);

/** On a terminal one line that is written over, elsewhere a line for each share. */
const ticking = (line: string) => void process.stderr.write(process.stderr.isTTY ? `\r${line} ` : `${line}\n`);

interface Values {
  out?: string;
  policy?: string;
  kb?: string;
  acknowledge?: string;
  again?: boolean;
}
type Command = (call: Caller, values: Values, names: string[]) => Promise<number>;

/** What is done at a worker, as whoever is signed in. */
const remote: Record<string, Command> = {
  async gate(call, { again = false }, [hash]) {
    return runGate(call, await named(call, hash), again);
  },
  async approve(call, { acknowledge }, [hash]) {
    const { ok, lines } = await commands.approve(call, await named(call, hash), acknowledge);
    return say(lines, ok ? 0 : 1);
  },
  activate: async (call, _, [hash]) => say(await commands.activate(call, await named(call, hash))),
  rollback: async (call) => say(await commands.rollback(call)),
  list: async (call) => say(await commands.list(call)),
  async diff(call, _, [one, other]) {
    if (one === undefined) throw new Error(`diff needs the hash of a release.\n${usage}`);
    return say(await commands.diff(call, other === undefined ? undefined : one, other ?? one));
  },
  async 'sign-out'(call) {
    await signOut(call);
    forgetSession(process.env);
    return say(['Signed out.']);
  },
};

async function main(args: string[]): Promise<number> {
  const options = {
    out: text,
    file: text,
    policy: text,
    kb: text,
    url: text,
    invite: text,
    link: text,
    acknowledge: text,
    again: flag,
    help: flag,
  };
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [command, ...names] = positionals;
  if (values.help || command === undefined) return say([usage]);
  const asked = { url: values.url, invite: values.invite ?? values.link };
  if (command === 'build') return build(values).then(() => 0);
  if (command === 'upload' || command === 'publish') {
    checkAsked(asked, process.env);
    const bytes = values.file === undefined ? (await build(values)).bytes : new Uint8Array(await readFile(values.file));
    // A link works once: it is not used up before there is something to upload.
    const { call } = await signedIn(asked, process.env);
    const { hash } = await upload(call, bytes);
    say([`Uploaded ${hash}. Its gate runs:`]);
    return runGate(call, hash, false);
  }
  if (command === 'diff' && names.length === 2 && commands.areFiles(...names))
    return say(commands.diffFiles(names[0] ?? '', names[1] ?? ''));
  const run = Object.hasOwn(remote, command) ? remote[command] : undefined;
  if (!run) throw new Error(`there is no "${command}".\n${usage}`);
  return run((await signedIn(asked, process.env)).call, values, names);
}

async function build({ policy = 'policy', kb = 'kb/articles', out }: Values): Promise<BuiltRelease> {
  const built = await buildRelease({ policy, kb }, { ...(await configuredTools(process.env)), progress });
  const { report } = built;
  say([
    built.hash,
    `${report.articles} articles, ${report.questions} questions, ${report.rules} rules, ${report.locales} languages, ${report.bytes} bytes`,
    `its gate asks ${report.cases} policy cases and ${report.golden} golden questions`,
    ...report.calibrations.map(promise),
    ...report.tone.map((line) => `advice: ${line}`),
  ]);
  if (out) await writeFile(out, built.bytes);
  return built;
}

async function runGate(call: Caller, hash: string, again: boolean): Promise<number> {
  const { gate, lines } = await commands.gate(call, hash, again, ticking);
  if (process.stderr.isTTY) process.stderr.write('\n');
  if (gate.verdict === 'passed')
    lines.push(`Another person than its author approves it:\n  npm run release -- approve ${hash} --invite "THEIR LINK"`);
  return say(lines, gate.verdict === 'passed' ? 0 : 1);
}

async function named(call: Caller, hash: string | undefined): Promise<string> {
  if (!hash || !/^[0-9a-f]{6,64}$/.test(hash))
    throw new Error(`this needs the hash of a release, or its first characters; "list" shows them.\n${usage}`);
  return commands.find(call, hash);
}

function say(lines: string[], code = 0): number {
  for (const line of lines) console.log(line);
  return code;
}

/** The worker's own sentence; what it does not say, we do. */
function reasonOf(error: unknown): string {
  if (error instanceof Refused && error.status === 401)
    return 'the session has ended. Ask for a new sign-in link and give it with --invite.';
  if (error instanceof Refused) return error.reason;
  return error instanceof Error ? error.message : String(error);
}

await command(main, (error) => (error instanceof BuildError ? error.message : `release: ${reasonOf(error)}`));
