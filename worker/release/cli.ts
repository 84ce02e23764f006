import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Caller } from '../local/api.ts';
import { configuredTools } from '../local/embedder.ts';
import { BuildError, buildRelease } from './build.ts';
import { promise } from './promise.ts';
import { invitationOf, signIn, signOut, upload } from './upload.ts';

const usage = `npm run release -- build [--out FILE] [--policy FOLDER] [--kb FOLDER]
npm run release -- publish --url URL --link SIGN-IN-LINK [--policy FOLDER] [--kb FOLDER]
npm run release -- approve HASH --url URL --link SIGN-IN-LINK

  build    checks policy and knowledge and says what the release would be; --out keeps its bytes
  publish  builds and uploads it; the person of the sign-in link is its author
  approve  approves and activates it; the person of the link must be another one

A sign-in link comes from "npm run site" or "npm start" and works once. With HANDRAIL_EMBED=openai and its settings in the
environment, texts are embedded by that service: the same as the worker's, or its turns search by words alone.`;

const text = { type: 'string' } as const;
const activatedSchema = z.object({ vectors: z.string().optional() });

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { out: text, policy: text, kb: text, url: text, link: text, help: { type: 'boolean' } },
  });
  const [command, hash] = positionals;
  if (values.help || command === undefined) return console.log(usage);
  if (command === 'approve') return approve(hash, await signIn(invitationOf(values.url, values.link)));
  if (command !== 'build' && command !== 'publish') throw new Error(`there is no "${command}".\n${usage}`);

  const { bytes, report, ...built } = await buildRelease(
    { policy: values.policy ?? 'policy', kb: values.kb ?? 'kb/articles' },
    { ...(await configuredTools(process.env)), progress: (line) => void process.stderr.write(`${line}\n`) },
  );
  console.log(
    `${built.hash}\n${report.articles} articles, ${report.questions} questions, ${report.rules} rules, ${report.locales} languages, ${report.bytes} bytes`,
  );
  for (const line of report.calibrations.map(promise)) console.log(line);
  if (values.out) await writeFile(values.out, bytes);
  if (command === 'build') return;
  const call = await signIn(invitationOf(values.url, values.link));
  await upload(call, bytes);
  await signOut(call);
  console.log(`Uploaded. Another person approves it:\n  npm run release -- approve ${built.hash} --url ${values.url} --link THEIR-LINK`);
}

async function approve(hash: string | undefined, call: Caller): Promise<void> {
  if (!hash || !/^[0-9a-f]{64}$/.test(hash)) throw new Error(`approve needs the hash that publish printed.\n${usage}`);
  await call({ method: 'POST', path: `/api/v1/releases/${hash}/approve`, json: {} }, z.unknown());
  const { vectors } = await call({ method: 'POST', path: `/api/v1/releases/${hash}/activate`, json: {} }, activatedSchema);
  await signOut(call);
  console.log(`Release ${hash.slice(0, 12)} is active; every isolate uses it within 5 seconds.`);
  if (vectors)
    console.log(`Vectorize has not all of its vectors (${vectors}). Until it is activated again, the vectors in the release are searched.`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof BuildError ? error.message : `release: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
