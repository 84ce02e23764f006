import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat, truncate } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * A place beside the folder in which an import is made ready, and the sign that one is under way. Its name holds the
 * process, so that what a killed import left can be told from what a living one needs.
 */
export interface Stage {
  /** What will take the folder's place. */
  next: string;
  /** Where the folder waits until it is known that all went well. */
  before: string;
  /** The line for the log, while it is not there yet. */
  line: string;
  close: () => Promise<void>;
}

function stageAt(folder: string, into: string): Stage {
  const [next, before, line] = [join(folder, 'next'), join(folder, 'before'), join(folder, 'line.jsonl')];
  const close = async () => {
    await end(into, { next, before, line });
    // What cannot be deleted now is what the next import finds.
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  };
  return { next, before, line, close };
}

/** Where approvals of imports are kept: beside the folder, so that nothing that reads articles meets it. */
export const logOf = (into: string) => join(dirname(into), 'approvals.log.jsonl');

/** For how long an import waits for another one of the same folder. */
const PATIENCE = 5_000;

/** One import of a folder at a time: of two that begin at once, each sees the other and both begin again. */
export async function openStage(into: string): Promise<Stage> {
  await mkdir(dirname(into), { recursive: true });
  for (const until = performance.now() + PATIENCE; ; ) {
    const own = await mkdtemp(prefixOf(into, process.pid));
    const other = (await stagesOf(into)).find(({ folder, pid }) => folder !== own && isAlive(pid));
    if (!other) return stageAt(own, into);
    await rm(own, { recursive: true });
    if (performance.now() > until)
      throw new Error(
        `${into} is being changed by another import (process ${other.pid}); run this one when it is done. If there is none, delete ${other.folder}.`,
      );
    await pause(20 + Math.random() * 80);
  }
}

/**
 * Ends what a killed import began, and says whether there was anything to end: a folder that was put aside comes back,
 * one that had taken its place stays and its approval is logged.
 */
export async function recover(into: string): Promise<boolean> {
  let found = false;
  const stages = await stagesOf(into);
  for (const { folder } of stages.filter(({ pid }) => !isAlive(pid))) {
    // Of two that find it, the one that can rename it goes on.
    const own = `${prefixOf(into, process.pid)}${randomBytes(3).toString('hex')}`;
    const taken = await rename(folder, own).then(yes, no);
    if (taken) await stageAt(own, into).close();
    found ||= taken;
  }
  // Between the two renames of a living import there is no folder, for less than a millisecond.
  const living = stages.some(({ pid }) => isAlive(pid));
  for (let tries = 0; living && tries < 50 && !(await isThere(into)); tries++) await pause(20);
  return found;
}

async function end(into: string, stage: Omit<Stage, 'close'>): Promise<void> {
  if (!(await isThere(into))) {
    if (await isThere(stage.before)) await rename(stage.before, into);
  } else if (!(await isThere(stage.next))) {
    const line = await readFile(stage.line, 'utf8').catch(() => '');
    if (line !== '') await appendOnce(logOf(into), line);
  }
}

/** Appends a line whole or not at all, also where a killed import wrote a part of it. */
export async function appendOnce(log: string, line: string): Promise<void> {
  const { text, size } = await tailOf(log);
  if (text.includes(line)) return;
  const part = text.slice(text.lastIndexOf('\n') + 1);
  const begun = part !== '' && line.startsWith(part);
  const whole = size - (begun ? Buffer.byteLength(part) : 0);
  try {
    if (begun) await truncate(log, whole);
    await appendFile(log, part === '' || begun ? line : `\n${line}`);
  } catch (error) {
    await truncate(log, whole).catch(() => {});
    throw error;
  }
}

/** The last lines: a killed import's is among them. */
async function tailOf(log: string): Promise<{ text: string; size: number }> {
  const size = await stat(log).then(
    (info) => info.size,
    () => 0,
  );
  if (size === 0) return { text: '', size };
  const handle = await open(log);
  try {
    const from = Math.max(0, size - TAIL);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
    return { text: buffer.toString('utf8', 0, bytesRead), size };
  } finally {
    await handle.close();
  }
}

const TAIL = 64 * 1024;

const nameOf = (into: string) => `.kb-import-${basename(into)}-`;
const prefixOf = (into: string, pid: number) => join(dirname(into), `${nameOf(into)}${pid}-`);

async function stagesOf(into: string): Promise<{ folder: string; pid: number }[]> {
  const beside = await readdir(dirname(into)).catch(() => []);
  return beside.flatMap((name) => {
    const pid = name.startsWith(nameOf(into)) ? /^(\d+)-\w{6}$/.exec(name.slice(nameOf(into).length))?.[1] : undefined;
    return pid === undefined ? [] : [{ folder: join(dirname(into), name), pid: Number(pid) }];
  });
}

const yes = () => true;
const no = () => false;
const isThere = (path: string) => stat(path).then(yes, no);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
